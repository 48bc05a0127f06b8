import type { ErrorCode } from '@mosis/api'

/**
 * The refusals of the portal in German. `{name}` is filled as in the English words; what stands in square brackets is left out when
 * its value has no German words. Fixes speak of this portal, not of the API or the command line.
 */
export const germanErrors: Readonly<Record<ErrorCode, { message: string; fix: string }>> = {
  invalid_input: {
    message: 'Einige Angaben stimmen nicht',
    fix: 'Die markierten Felder berichtigen und noch einmal senden',
  },
  malformed_body: {
    message: 'Die gesendeten Daten sind nicht lesbar[: {reason}]',
    fix: 'Die Seite neu laden und es noch einmal versuchen',
  },
  invalid_cursor: {
    message: 'Diese Stelle der Liste gibt es nicht mehr',
    fix: 'Die Liste von vorn beginnen',
  },
  not_found: {
    message: 'Unter {path} gibt es nichts',
    fix: 'Die Adresse prüfen oder zur Startseite gehen',
  },
  method_not_allowed: {
    message: '{method} ist für {path} nicht möglich',
    fix: 'Die Seite neu laden; sie ist vielleicht älter als das Portal',
  },
  too_large: {
    message: 'Die Daten sind größer als {max_bytes}',
    fix: 'Weniger auf einmal senden',
  },
  unsupported_media_type: {
    message: 'Die Art der Daten „{is}“ wird hier nicht verstanden',
    fix: '{should} senden',
  },
  rate_limited: {
    message: 'Zu viele Anfragen',
    fix: '{retry_after_seconds}\u00a0s warten und es noch einmal versuchen',
  },
  internal: {
    message: 'Im Portal ist ein Fehler aufgetreten; nichts wurde geändert',
    fix: 'Es noch einmal versuchen; bleibt der Fehler, dem Betreiber die Anfrage-Kennung nennen',
  },
  unavailable: {
    message: 'Das Portal ist gerade nicht bereit',
    fix: 'Es gleich noch einmal versuchen',
  },
  disk_full: {
    message: 'Das Portal hat keinen Speicherplatz mehr dafür',
    fix: 'Der Betreiber schafft Platz; danach noch einmal senden',
  },

  'auth.required': {
    message: 'Dafür ist eine Anmeldung nötig',
    fix: 'Anmelden und es noch einmal versuchen',
  },
  'auth.invalid_token': {
    message: 'Die Anmeldung ist ungültig oder abgelaufen',
    fix: 'Neu anmelden',
  },
  'auth.invalid_refresh_token': {
    message: 'Die Anmeldung ist ungültig, abgelaufen oder wurde schon erneuert',
    fix: 'Neu anmelden',
  },
  'auth.wrong_credentials': {
    message: 'E-Mail-Adresse oder Passwort ist falsch',
    fix: 'Beides prüfen; wer noch kein Konto hat, kann eines anlegen',
  },
  'auth.forbidden': {
    message: 'Das darf dieses Konto nicht[: Nötig ist {needs}]',
    fix: 'Einen Inhaber des Teams oder einen Admin fragen',
  },
  'auth.invalid_api_key': {
    message: 'Der API-Schlüssel ist ungültig, abgelaufen oder widerrufen',
    fix: 'Einen neuen API-Schlüssel anlegen',
  },
  'auth.two_credentials': {
    message: 'Die Anfrage enthält zwei Nachweise, Authorization und X-API-Key',
    fix: 'Nur einen davon senden',
  },
  'auth.session_required': {
    message: 'Das darf ein API-Schlüssel nicht: Dafür muss sich eine Person anmelden',
    fix: 'Anmelden und es noch einmal versuchen',
  },
  'auth.recent_sign_in_required': {
    message: 'Dafür muss Ihre Identität in den letzten 15\u00a0Minuten bestätigt worden sein',
    fix: 'Die Identität bestätigen und es noch einmal versuchen',
  },
  'auth.email_not_verified': {
    message: 'Dafür ist eine bestätigte E-Mail-Adresse nötig',
    fix: 'Den Link in der E-Mail des Portals öffnen oder eine neue anfordern',
  },
  'auth.account_locked': {
    message: 'Dieses Konto ist gesperrt{because}',
    fix: 'Bei einem Irrtum an den Betreiber des Portals schreiben; der Grund steht auch in der E-Mail dazu',
  },
  'auth.cross_site': {
    message: 'Die Anfrage kommt nicht von einer Seite dieses Portals',
    fix: 'Das Portal unter {base_url} öffnen und es dort noch einmal versuchen',
  },
  'session.not_found': {
    message: 'Diese Sitzung gibt es in Ihrem Konto nicht',
    fix: 'Die Liste der Sitzungen neu laden',
  },
  'account.email_taken': {
    message: 'Für diese E-Mail-Adresse gibt es schon ein Konto',
    fix: 'Stattdessen anmelden',
  },
  'account.wrong_setup_token': {
    message: 'Der einmalige Admin-Link ist ungültig oder wurde schon benutzt',
    fix: 'Den Link nehmen, den das Portal bei seinem letzten Start ausgegeben hat',
  },
  'account.invalid_link': {
    message: 'Der Link ist ungültig, abgelaufen oder wurde schon benutzt',
    fix: 'Einen neuen anfordern; nur der neueste gilt',
  },
  'account.email_verified': {
    message: 'Die E-Mail-Adresse ist schon bestätigt',
    fix: 'Es ist nichts mehr zu tun',
  },
  'account.same_email': {
    message: 'Das Konto hat diese E-Mail-Adresse schon',
    fix: 'Es ist nichts mehr zu tun',
  },
  'account.wrong_password': {
    message: 'Das aktuelle Passwort ist falsch',
    fix: 'Das Passwort prüfen oder ein neues per E-Mail setzen',
  },
  'account.weak_password': {
    message: 'Das Passwort ist leicht zu erraten[: {reason}]',
    fix: 'Eines wählen, auf das sonst niemand käme, etwa 4 Wörter, die nicht zusammengehören',
  },
  'account.last_admin': {
    message: 'Das Portal hat keinen anderen Admin',
    fix: 'Zuerst jemand anderen zum Admin machen',
  },
  'account.own': {
    message: 'Das geht nicht beim eigenen Konto',
    fix: 'Ein anderer Admin erledigt es',
  },
  'account.locked': {
    message: 'Das Konto ist schon gesperrt',
    fix: 'Es ist nichts mehr zu tun',
  },
  'account.not_locked': {
    message: 'Das Konto ist nicht gesperrt',
    fix: 'Es ist nichts mehr zu tun',
  },
  'account.no_authenticator': {
    message: 'Für das Konto ist keine Authenticator-App eingerichtet',
    fix: 'Es ist nichts mehr zu tun; ein vergessenes Passwort wird per E-Mail neu gesetzt',
  },
  'account.owns_teams': {
    message: 'Das Konto ist der einzige Inhaber von Teams, die einen brauchen: {names}',
    fix: 'Ein anderes Mitglied zum Inhaber machen; Apps von Teams ohne weitere Mitglieder zurückziehen, löschen oder übertragen',
  },
  'oauth.not_configured': {
    message: 'Die Anmeldung über {provider} ist auf diesem Portal nicht eingerichtet',
    fix: 'Der Betreiber setzt {settings}',
  },
  'oauth.invalid_state': {
    message:
      'Diese Rückkehr vom Anbieter hat nicht in diesem Browser begonnen, dauerte über 10\u00a0Minuten oder wurde schon benutzt',
    fix: 'Hier neu beginnen und im selben Browser abschließen',
  },
  'oauth.denied': {
    message: '{provider} hat Ihre Identität nicht bestätigt: Es wurde dort abgelehnt',
    fix: 'Neu beginnen und dort zustimmen, oder sich anders anmelden',
  },
  'oauth.provider_failed': {
    message: 'Die Anmeldung über {provider} ist nicht möglich[: {reason}]',
    fix: 'Gleich neu beginnen oder sich anders anmelden; bleibt der Fehler, dem Betreiber Bescheid geben',
  },
  'oauth.email_unverified': {
    message: '{provider} hat keine E-Mail-Adresse von Ihnen bestätigt',
    fix: 'Die Haupt-E-Mail-Adresse bei {provider} bestätigen und sich dann neu anmelden',
  },
  'oauth.email_taken': {
    message:
      'Für die E-Mail-Adresse, die {provider} genannt hat, gibt es ein Konto, das nicht mit {provider} verknüpft ist',
    fix: 'Wie gewohnt anmelden und {provider} dann im Konto verknüpfen',
  },
  'oauth.identity_taken': {
    message: 'Dieses Konto bei {provider} ist hier mit einem anderen Konto verknüpft',
    fix: 'Über {provider} anmelden, um in jenes Konto zu gelangen, und die Verknüpfung dort zuerst lösen',
  },
  'oauth.already_linked': {
    message: 'Mit diesem Konto ist schon ein anderes Konto bei {provider} verknüpft',
    fix: 'Jene Verknüpfung zuerst lösen',
  },
  'oauth.identity_not_found': {
    message: 'Mit diesem Konto ist kein Konto bei {provider} verknüpft',
    fix: 'Die Liste der verknüpften Konten neu laden',
  },

  'device_login.pending': {
    message: 'Die Anmeldung des Geräts wurde noch nicht erlaubt',
    fix: 'In {interval}\u00a0s noch einmal fragen',
  },
  'device_login.slow_down': {
    message: 'Zu früh gefragt',
    fix: 'Von jetzt an {interval}\u00a0s zwischen zwei Fragen warten',
  },
  'device_login.denied': {
    message: 'Die Anmeldung des Geräts wurde abgelehnt',
    fix: 'Auf dem Gerät neu beginnen: mosis login',
  },
  'device_login.expired': {
    message: 'Die Anmeldung des Geräts wurde nicht rechtzeitig erlaubt',
    fix: 'Auf dem Gerät neu beginnen: mosis login',
  },
  'device_login.invalid_code': {
    message: 'Der Code des Geräts gehört nicht dazu oder wurde schon benutzt',
    fix: 'Auf dem Gerät neu beginnen: mosis login',
  },
  'device_login.not_found': {
    message: 'Keine Anmeldung mit diesem Code wartet auf eine Antwort',
    fix: 'Den Code mit der Anzeige des Geräts vergleichen; er gilt 10\u00a0Minuten',
  },

  'auth.second_factor_required': {
    message: 'Zur Anmeldung fehlt noch der zweite Faktor',
    fix: 'Einen Code eingeben oder sich mit einem Passkey anmelden',
  },
  'auth.wrong_code': {
    message: 'Der Code ist falsch, abgelaufen oder wurde schon benutzt',
    fix: 'Den Code nehmen, den die Authenticator-App gerade zeigt, oder einen Wiederherstellungscode',
  },
  'auth.invalid_ticket': {
    message: 'Die Anmeldung hat zu lange gedauert, oder zu viele Codes waren falsch',
    fix: 'Neu anmelden',
  },
  'account.last_way_in': {
    message: 'Ohne das könnte sich niemand mehr in diesem Konto anmelden',
    fix: 'Zuerst ein Passwort setzen oder einen anderen Weg der Anmeldung hinzufügen',
  },
  'totp.exists': {
    message: 'Eine Authenticator-App ist schon eingerichtet',
    fix: 'Sie zuerst ausschalten, um eine andere einzurichten',
  },
  'totp.not_started': {
    message: 'Keine Authenticator-App wartet auf ihre Bestätigung',
    fix: 'Die Einrichtung neu beginnen; der Schlüssel wartet 15\u00a0Minuten',
  },
  'totp.not_found': {
    message: 'Es ist keine Authenticator-App eingerichtet',
    fix: 'Eine Authenticator-App einrichten',
  },
  'passkey.refused': {
    message: 'Der Passkey wurde nicht angenommen',
    fix: 'Es noch einmal versuchen; gelingt es nicht, sich anders anmelden und den Passkey neu hinzufügen',
  },
  'passkey.exists': {
    message: 'Dieser Passkey ist schon hinzugefügt',
    fix: 'Sich damit anmelden oder ein anderes Gerät wählen',
  },
  'passkey.not_found': {
    message: 'Diesen Passkey gibt es in Ihrem Konto nicht',
    fix: 'Die Liste der Passkeys neu laden',
  },
  'passkey.too_many': {
    message: 'Das Konto hat schon {max} Passkeys; mehr sind nicht möglich',
    fix: 'Einen entfernen, der nicht mehr gebraucht wird',
  },
  'passkey.not_possible': {
    message: 'Passkeys brauchen ein Portal mit einem Hostnamen; dieses steht unter {base_url}',
    fix: 'Der Betreiber setzt BASE_URL auf eine Adresse mit Hostnamen',
  },

  'key.not_found': {
    message: 'Diesen Signaturschlüssel gibt es in Ihrem Konto nicht',
    fix: 'Die Liste der Signaturschlüssel neu laden',
  },
  'key.invalid': {
    message: 'Der öffentliche Schlüssel ist nicht verwendbar[: {reason}]',
    fix: 'Den öffentlichen Schlüssel einfügen, den mosis keys generate erzeugt hat',
  },
  'key.taken': {
    message: 'Dieser Schlüssel ist für ein anderes Konto registriert',
    fix: 'Mit mosis keys generate einen eigenen erzeugen',
  },
  'key.wrong_proof': {
    message: 'Die Signatur passt nicht zu diesem Schlüssel, oder der Text zum Signieren ist abgelaufen',
    fix: 'Einen neuen Text anfordern und ihn genau so signieren',
  },
  'key.wrong_lineage': {
    message: 'Die Schlüsselübergabe kann nicht eingetragen werden[: {reason}]',
    fix: 'Den neuen Schlüssel registrieren und dann META-INF/LINEAGE des Projekts senden, wie mosis keys rotate sie geschrieben hat',
  },

  'api_key.not_found': {
    message: 'Diesen API-Schlüssel gibt es in Ihrem Konto nicht',
    fix: 'Die Liste der API-Schlüssel neu laden',
  },
  'api_key.too_many': {
    message: 'Das Konto hat schon {max} gültige API-Schlüssel; mehr sind nicht möglich',
    fix: 'Einen widerrufen, der nicht mehr gebraucht wird',
  },
  'api_key.ended': {
    message: 'Der API-Schlüssel ist widerrufen oder abgelaufen und kann nicht ersetzt werden',
    fix: 'Einen neuen API-Schlüssel anlegen',
  },
  'trusted_publisher.not_found': {
    message: 'Diesen vertrauten CI-Workflow hat die App nicht',
    fix: 'Die Liste der vertrauten CI-Workflows neu laden',
  },
  'trusted_publisher.too_many': {
    message: 'Die App hat schon {max} vertraute CI-Workflows; mehr sind nicht möglich',
    fix: 'Einen entfernen, der nicht mehr gebraucht wird',
  },
  'ci_token.invalid': {
    message: 'Das Token des CI-Laufs wird abgelehnt[: {reason}]',
    fix: 'Von der CI ein neues Token für {audience} anfordern',
  },
  'ci_token.not_trusted': {
    message: 'Kein vertrauter CI-Workflow der App {app_id} passt zu diesem CI-Lauf[: {reason}]',
    fix: 'Den Workflow in den Einstellungen der App hinzufügen oder den vertrauten ausführen',
  },
  'ci_token.used': {
    message: 'Das Token des CI-Laufs wurde schon eingetauscht',
    fix: 'Von der CI ein neues anfordern: Jedes gilt einmal',
  },
  'ci_token.issuer_unreachable': {
    message: 'Die Schlüssel von {issuer} sind nicht lesbar[: {reason}]',
    fix: 'Es gleich noch einmal versuchen',
  },

  'webhook.not_found': {
    message: 'Diesen Webhook oder diese Nachricht an ihn gibt es nicht',
    fix: 'Die Liste der Webhooks neu laden',
  },
  'webhook.too_many': {
    message: 'Das Team hat schon {max} Webhooks; mehr sind nicht möglich',
    fix: 'Einen löschen, der nicht mehr gebraucht wird',
  },

  'app.not_found': {
    message: 'Diese App gibt es nicht',
    fix: 'Die App-Kennung prüfen oder die App in der Liste Ihrer Apps suchen',
  },
  'app.id_taken': {
    message: 'Die App-Kennung {app_id} gehört schon jemand anderem',
    fix: 'Eine Kennung unter einer eigenen Domain wählen',
  },
  'app.id_reserved': {
    message: 'App-Kennungen, die mit {prefix} beginnen, gehören der Plattform',
    fix: 'Eine Kennung unter einer eigenen Domain wählen',
  },
  'app.published': {
    message: 'Eine App, die einmal veröffentlicht wurde, kann nicht gelöscht werden',
    fix: 'Stattdessen ihre Versionen zurückziehen',
  },
  'app.suspended': {
    message: 'Diese App ist gesperrt',
    fix: 'Den Betreiber des Portals fragen',
  },
  'app.not_suspended': {
    message: 'Diese App ist nicht gesperrt',
    fix: 'Es ist nichts zu tun',
  },

  'team.not_found': {
    message: 'Dieses Team gibt es nicht',
    fix: 'Das Team in der Liste Ihrer Teams suchen',
  },
  'team.member_not_found': {
    message: 'Dieses Mitglied hat das Team nicht',
    fix: 'Die Liste der Mitglieder neu laden',
  },
  'team.last_owner': {
    message: 'Der letzte Inhaber kann das Team weder verlassen noch die Rolle abgeben',
    fix: 'Zuerst jemand anderen zum Inhaber machen oder das Team löschen',
  },
  'team.personal': {
    message: 'Ein persönliches Team kann nicht {done} werden: Es gehört einer Person und trägt ihren Namen',
    fix: 'Ein weiteres Team anlegen und die App dorthin übertragen',
  },
  'team.has_apps': {
    message: 'Ein Team mit Apps kann nicht gelöscht werden: Es hat {apps}',
    fix: 'Zuerst seine Apps übertragen oder löschen',
  },
  'team.too_many': {
    message: 'Dem Konto gehören schon {max} Teams; mehr sind nicht möglich',
    fix: 'Eines löschen, das nicht mehr gebraucht wird',
  },
  'team.full': {
    message: 'Das Team hat schon {max} Mitglieder und offene Einladungen; mehr sind nicht möglich',
    fix: 'Ein Mitglied entfernen oder eine Einladung zurücknehmen',
  },
  'team.already_member': {
    message: 'Ein Mitglied des Teams hat schon die E-Mail-Adresse {email}',
    fix: 'Diesem Mitglied stattdessen eine andere Rolle geben',
  },
  'invitation.not_found': {
    message: 'Diese Einladung gibt es nicht, oder sie wurde beantwortet, zurückgenommen oder ist abgelaufen',
    fix: 'Den Inhaber des Teams um eine neue bitten',
  },
  'transfer.not_found': {
    message: 'Die App wird nicht angeboten, oder das Angebot ist abgelaufen',
    fix: 'Einen Inhaber des Teams der App bitten, sie noch einmal anzubieten',
  },
  'transfer.same_team': {
    message: 'Die App gehört diesem Team schon',
    fix: 'Ein anderes Team wählen',
  },
  'account.not_found': {
    message: 'Dieses Konto gibt es nicht',
    fix: 'Die Liste der Konten neu laden',
  },

  'listing.not_found': {
    message: 'Die App hat keinen Store-Eintrag in dieser Sprache',
    fix: 'Eine andere Sprache wählen oder diese hinzufügen',
  },
  'listing.is_default': {
    message: 'Die Hauptsprache {locale} kann nicht entfernt werden',
    fix: 'Zuerst eine andere Sprache zur Hauptsprache machen',
  },
  'listing.too_many': {
    message: 'Die App hat schon Store-Einträge in {max} Sprachen',
    fix: 'Eine Sprache entfernen, die nicht gebraucht wird',
  },
  'screenshot.not_found': {
    message: 'Diesen Screenshot gibt es nicht',
    fix: 'Den Store-Eintrag neu laden',
  },
  'screenshot.not_an_image': {
    message: 'Die Datei ist nicht als PNG-, JPEG- oder WebP-Bild lesbar',
    fix: 'Das Bild neu als PNG, JPEG oder WebP speichern',
  },
  'screenshot.wrong_size': {
    message:
      'Das Bild hat {width}\u00a0×\u00a0{height}\u00a0Pixel; jede Seite braucht {min_side} bis {max_side}, und die längere darf höchstens {max_ratio}-mal so lang sein wie die andere',
    fix: 'Den Screenshot in einer anderen Größe aufnehmen oder zuschneiden',
  },
  'screenshot.too_large': {
    message: 'Das Bild ist größer als {max_bytes}',
    fix: 'Das Bild mit weniger Einzelheiten oder als JPEG oder WebP speichern',
  },
  'screenshot.too_many': {
    message: 'Der Store-Eintrag hat schon {max} Screenshots',
    fix: 'Zuerst einen entfernen',
  },
  'screenshot.others_listed': {
    message: 'Die Liste muss jeden Screenshot des Store-Eintrags einmal nennen',
    fix: 'Den Store-Eintrag neu laden und die Screenshots noch einmal ordnen',
  },

  'version.not_found': {
    message: 'Diese Version hat die App nicht',
    fix: 'Die Liste der Versionen neu laden',
  },
  'version.file_not_found': {
    message: 'Das Paket hat keine Datei {path}',
    fix: 'Eine Datei aus der Liste wählen',
  },
  'upload.too_large': {
    message: 'Das Paket ist größer als {max_bytes}',
    fix: 'Das Paket verkleinern: mosis inspect zeigt, was Platz braucht',
  },
  'upload.incomplete': {
    message: 'Der Upload endete zu früh: {received_bytes} sind angekommen',
    fix: 'Die ganze Datei noch einmal senden',
  },
  'upload.not_found': {
    message: 'Diesen Upload gibt es nicht; jeder endet 1\u00a0Tag nach seinem Beginn',
    fix: 'Einen neuen Upload beginnen',
  },
  'upload.too_many': {
    message: '{max} Uploads dieses Kontos sind noch unvollständig',
    fix: 'Einen davon abschließen oder abbrechen',
  },
  'upload.wrong_offset': {
    message: 'Der Upload steht bei Byte {offset}, gesendet wurde eine andere Stelle',
    fix: 'Den Upload fortsetzen, wo er steht',
  },
  'upload.malformed': {
    message: 'Der Upload hält sich nicht an das tus-Protokoll[: {reason}]',
    fix: 'Die Seite neu laden und den Upload noch einmal beginnen',
  },
  'upload.unsupported_protocol': {
    message: 'Das Upload-Protokoll ist „{is}“ und müsste „{should}“ sein',
    fix: 'Die Seite neu laden und den Upload noch einmal beginnen',
  },
  'package.invalid': {
    message: 'Das Paket wird nicht angenommen',
    fix: 'Die Befunde beheben; mosis validate zeigt dieselben',
  },
  'version.app_mismatch': {
    message: 'Das Paket gehört zu {is}, diese App ist {should}',
    fix: 'Das Paket bei seiner eigenen App hochladen oder id in manifest.json berichtigen',
  },
  'version.key_not_registered': {
    message: 'Das Paket ist mit dem Schlüssel {key_id} signiert, der für dieses Konto nicht registriert ist',
    fix: 'Den Signaturschlüssel registrieren und das Paket dann noch einmal hochladen',
  },
  'version.key_mismatch': {
    message: 'Das Paket ist mit dem Schlüssel {is} signiert, diese App aber mit {should}',
    fix: 'Mit dem Schlüssel der früheren Versionen signieren oder den Schlüssel zuerst übergeben: mosis keys rotate',
  },
  'version.lineage_missing': {
    message:
      'Das Paket zeigt nicht, wie der Schlüssel {should}, den die Geräte von dieser App kennen, an den Schlüssel {is} übergeben hat, mit dem es signiert ist',
    fix: 'Das Paket mit META-INF/LINEAGE des Projekts bauen, die mosis keys rotate geschrieben hat, oder sie einem früheren Paket entnehmen',
  },
  'version.code_not_higher': {
    message: 'version_code {is} ist nicht höher als {highest}',
    fix: 'In manifest.json version_code auf {next_version_code} oder höher setzen',
  },
  'version.exists': {
    message: 'Version {version} (version_code {version_code}) gibt es schon mit anderem Inhalt',
    fix: 'In manifest.json version erhöhen und version_code auf {next_version_code} oder höher setzen',
  },
  'version.wrong_state': {
    message: 'Eine Version im Zustand „{is}“ kann nicht {action} werden',
    fix: 'Möglich ist das in diesen Zuständen: {should}',
  },
  'version.cannot_stage': {
    message: 'Eine Version kann hier nicht stufenweise veröffentlicht werden[: {reason}]',
    fix: 'Die Version für alle veröffentlichen, also für 100\u00a0%',
  },
  'version.rollout_lower': {
    message:
      'Ein Rollout, der {is}\u00a0% erreicht hat, kann nicht auf {should}\u00a0% zurückgehen: Geräte mit dieser Version behalten sie',
    fix: 'Den Rollout erhöhen oder die Version anhalten',
  },
  'version.wrong_release_time': {
    message:
      'Die Veröffentlichung kann nicht am {release_at} sein: Die Zeit muss in der Zukunft liegen, höchstens {max_days}\u00a0Tage entfernt',
    fix: 'Eine andere Zeit wählen oder jetzt veröffentlichen',
  },
  'version.not_reviewed': {
    message: 'Zu dieser Version gibt es noch keine Prüfung, also würde das niemand lesen',
    fix: 'Die Version zuerst einreichen',
  },

  'tester.not_found': {
    message: 'Diesen Tester oder Test-Link hat die App nicht',
    fix: 'Die Liste der Tester neu laden',
  },
  'tester.too_many': {
    message: 'Die App hat schon {max} Tester und offene Einladungen oder so viele Test-Links, wie möglich sind',
    fix: 'Einige entfernen, die nicht mehr gebraucht werden',
  },
  'tester.link_ended': {
    message: 'Der Test-Link ist falsch, abgelaufen, zurückgenommen oder aufgebraucht',
    fix: 'Das Team der App um einen neuen bitten',
  },

  'review.not_found': {
    message: 'Diese Prüfung gibt es nicht',
    fix: 'Zur Warteschlange zurückkehren',
  },
  'review.decided': {
    message: 'Über diese Prüfung wurde schon entschieden: {state}',
    fix: 'Es ist nichts mehr zu tun',
  },
  'review.own_app': {
    message: 'Über eine App eines eigenen Teams entscheiden Sie nicht selbst',
    fix: 'Das übernimmt jemand anderes aus dem Prüfteam',
  },
  'review.own_decision': {
    message: 'Über einen Widerspruch entscheidet nicht, gegen wen er sich richtet',
    fix: 'Das übernimmt jemand anderes aus dem Prüfteam, oder ein Admin, wenn es sonst niemanden gibt',
  },
  'review.claimed': {
    message: '{name} bearbeitet diese Prüfung bis {until}',
    fix: 'Eine andere nehmen oder warten: Die Übernahme endet von selbst. Ein Admin kann sie aufheben',
  },
  'review.escalated': {
    message: 'Diese Prüfung wurde an einen Admin weitergegeben',
    fix: 'In den Notizen festhalten, was bekannt ist',
  },
  'review.appealed': {
    message: 'Für diese Version gab es schon einen Widerspruch',
    fix: 'Eine neue Version hochladen, die die Gründe berücksichtigt',
  },
  'review.appeal_open': {
    message: 'Eine Version mit offenem Widerspruch kann nicht wieder zum Entwurf werden',
    fix: 'Die Entscheidung abwarten oder die Version zurückziehen',
  },
  'review.unreadable': {
    message: 'Das Paket kann nicht gezeigt werden[: {reason}]',
    fix: 'Es noch einmal versuchen; gelingt es nicht, das Paket herunterladen und abgeschottet ansehen',
  },
  'review.file_not_found': {
    message: 'Das Paket hat keine Datei {path}',
    fix: 'Eine Datei aus dem Vergleich wählen',
  },

  'rule.not_found': {
    message: 'Die Regel {rule} gibt es nicht',
    fix: 'Die Liste der Regeln neu laden',
  },
  'rule.fixed': {
    message:
      'Die Regel {rule} ist nicht umschaltbar: Sie hält aus dem Store, was kein Gerät annimmt oder keine Prüfung lesen kann',
    fix: 'Eine Regel wählen, die nicht fest ist',
  },
  'rule_run.not_found': {
    message: 'Diesen Probelauf der Regeln gibt es nicht',
    fix: 'Einen neuen beginnen',
  },
  'rule_run.running': {
    message: 'Der Probelauf {run_id} läuft noch, und einer zur selben Zeit genügt',
    fix: 'Das Ende abwarten und dann einen neuen beginnen',
  },

  'quarantine.not_found': {
    message: 'Diese Version stand nie unter Quarantäne',
    fix: 'Die Liste der Quarantänen neu laden',
  },
  'quarantine.ended': {
    message: 'Die Quarantäne dieser Version ist beendet: {state}',
    fix: 'Es ist nichts mehr zu tun',
  },
  'quarantine.confirmed': {
    message: 'Die Quarantäne dieser Version ist schon bestätigt',
    fix: 'Es ist nichts mehr zu tun',
  },
  'quarantine.same_person': {
    message: 'Wer an der Quarantäne beteiligt war, kann das nicht tun[, {unless}]',
    fix: 'Das übernimmt jemand anderes aus dem Prüfteam oder ein Admin',
  },
  'quarantine.appealed': {
    message: 'Gegen diese Quarantäne gab es schon einen Widerspruch',
    fix: 'Die Antwort abwarten, die per E-Mail kommt; eine berichtigte Version mit höherem version_code kann inzwischen hochgeladen werden',
  },
  'quarantine.not_appealed': {
    message: 'Kein Widerspruch gegen diese Quarantäne wartet auf eine Antwort',
    fix: 'Es ist nichts mehr zu tun',
  },
  'quarantine.by_block': {
    message: 'Die Version steht unter Quarantäne, weil etwas blockiert ist: {kind} {value}',
    fix: 'Ein Admin hebt die Blockierung auf',
  },
  'block.not_found': {
    message: 'Diese Blockierung gibt es nicht',
    fix: 'Die Liste der Blockierungen neu laden',
  },
  'block.exists': {
    message: 'Das ist schon blockiert: {kind} {value}',
    fix: 'Es ist nichts mehr zu tun',
  },
  'block.everywhere': {
    message:
      'Die Datei steckt in veröffentlichten Apps von mehr als {max_teams} Teams: Die Blockierung würde alle anhalten',
    fix: 'Die gemeinten Pakete oder Schlüssel einzeln blockieren',
  },
  'package.blocked': {
    message: 'Dieses Paket ist hier blockiert ({kind} {value}): {reason}',
    fix: 'Das Blockierte aus dem Paket nehmen oder den Betreiber fragen; bei einem blockierten Schlüssel mit einem anderen signieren',
  },

  'store.app_not_found': {
    message: 'Diese App gibt es im Store nicht',
    fix: 'Im Store nach ihr suchen',
  },
  'store.version_too_old': {
    message: 'Die App braucht Mosis {should}, das Gerät hat {is}',
    fix: 'Das Gerät aktualisieren',
  },
  'package.not_found': {
    message: 'Dieses Paket gibt es nicht',
    fix: 'Die App im Store öffnen und von dort herunterladen',
  },
  'package.range_not_satisfiable': {
    message: 'Der verlangte Teil liegt außerhalb der Datei von {size_bytes}',
    fix: 'Das Herunterladen noch einmal beginnen',
  },

  'featured.not_in_store': {
    message: 'Der Store hat keine App {app_id}',
    fix: 'Nur veröffentlichte Apps wählen',
  },
  'backup.not_supported': {
    message: 'Das Portal sichert PostgreSQL nicht',
    fix: 'pg_dump verwenden oder was der Datenbankdienst anbietet',
  },

  'job.not_found': {
    message: 'Diese Hintergrundaufgabe gibt es nicht',
    fix: 'Die Liste der Hintergrundaufgaben neu laden',
  },
  'job.not_dead': {
    message: 'Die Hintergrundaufgabe ist im Zustand „{state}“; nur eine aufgegebene kann wiederholt werden',
    fix: 'Eine aus der Liste der aufgegebenen wählen',
  },

  'crash.not_found': {
    message: 'Diesen Absturz hat die App nicht',
    fix: 'Die Liste der Abstürze neu laden',
  },
  'telemetry.consent_required': {
    message: 'Nutzungsereignisse brauchen die Einwilligung der Person: {types}',
    fix: 'Sie nur mit Einwilligung senden',
  },

  'portal.unreachable': {
    message: 'Das Portal antwortet nicht',
    fix: 'Die Verbindung prüfen und es noch einmal versuchen',
  },
  'portal.unexpected_answer': {
    message: 'Das Portal hat etwas geantwortet, das diese Seite nicht versteht',
    fix: 'Die Seite neu laden; bleibt der Fehler, dem Betreiber Bescheid geben',
  },
}
