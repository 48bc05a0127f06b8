title = "Größe – 大きさ 😀" -- Übersicht
