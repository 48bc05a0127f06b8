interface GermanSetting {
  description: string
  /** What a right value looks like. */
  should: string
}

const client = 'was der Anbieter genannt hat, ohne Leerzeichen'
const path = 'ein Pfad, vom Arbeitsordner aus oder absolut'
const issuer =
  'eine https-Adresse ohne Schrägstrich am Ende, etwa https://gitlab.example.com; http nur für diesen Rechner'

/** What each setting of the portal is for. The English words come with each setting. */
export const germanSettings: Readonly<Record<string, GermanSetting>> = {
  NODE_ENV: {
    description: 'Mit production wird ein fehlendes JWT_SECRET nicht erzeugt, sondern bemängelt',
    should: 'development, test oder production',
  },
  LISTEN_ADDR: {
    description: 'Adresse, an der das Portal lauscht; ohne Host an jeder Adresse des Rechners',
    should: 'HOST:PORT oder :PORT mit einem Port von 0 bis 65535, etwa :8080, 127.0.0.1:8080 oder [::1]:8080',
  },
  BASE_URL: {
    description:
      'Öffentliche Adresse für Links und die Rückkehr von Anbietern; ohne Angabe http://localhost mit dem Port von LISTEN_ADDR',
    should: 'eine http- oder https-Adresse ohne Pfad, etwa https://portal.example.com',
  },
  DATABASE_PATH: {
    description: 'SQLite-Datenbank; telemetry.db und ein erzeugtes Geheimnis liegen daneben',
    should: path,
  },
  DATABASE_URL: {
    description: 'PostgreSQL-Datenbank anstelle von SQLite',
    should: 'eine PostgreSQL-Adresse, etwa postgres://user:password@host:5432/mosis',
  },
  PACKAGES_DIR: { description: 'Ordner für die Pakete der Apps', should: path },
  BACKUPS_DIR: {
    description: 'Ordner für die tägliche Sicherung der SQLite-Datenbank; die letzten 7 bleiben',
    should: path,
  },
  JWT_SECRET: {
    description:
      'Geheimnis, das Zugangstoken signiert; ohne Angabe wird es im Datenordner erzeugt, mit production ist es nötig',
    should: 'mindestens 32 Zeichen, zum Beispiel aus: openssl rand -base64 48',
  },
  GITHUB_CLIENT_ID: { description: 'OAuth-Client von GitHub, für die Anmeldung über GitHub', should: client },
  GITHUB_CLIENT_SECRET: { description: 'Geheimnis des OAuth-Clients von GitHub', should: client },
  GOOGLE_CLIENT_ID: { description: 'OAuth-Client von Google, für die Anmeldung über Google', should: client },
  GOOGLE_CLIENT_SECRET: { description: 'Geheimnis des OAuth-Clients von Google', should: client },
  GITHUB_URL: {
    description: 'Wo die Anmeldung über GitHub stattfindet; die Adresse eines eigenen GitHub Enterprise',
    should: issuer,
  },
  GITHUB_API_URL: {
    description:
      'Wo GitHub sagt, wer sich angemeldet hat; bei GitHub Enterprise Server dessen Adresse mit /api/v3 am Ende',
    should: issuer,
  },
  GOOGLE_ISSUER: { description: 'OpenID-Connect-Aussteller der Anmeldung über Google', should: issuer },
  GITHUB_ACTIONS_ISSUER: {
    description:
      'Aussteller der ID-Token von GitHub Actions, für das Veröffentlichen aus der CI; bei GitHub Enterprise ein anderer',
    should: issuer,
  },
  GITLAB_CI_ISSUER: {
    description:
      'Aussteller der ID-Token von GitLab CI, für das Veröffentlichen aus der CI; die Adresse eines eigenen GitLab',
    should: issuer,
  },
  WEBHOOK_HOSTS: {
    description:
      'Hosts im eigenen Netz, die Webhooks erreichen dürfen, jeder mit seinem Ort; alle anderen brauchen öffentliche Adressen',
    should: 'NAME=HOST:PORT mit Kommas dazwischen, etwa hooks.example.com=10.0.0.5:8000',
  },
  AUTO_APPROVE: {
    description: '1: Findet die automatische Prüfung keinen Fehler, wird die Version von selbst freigegeben',
    should: '0 oder 1',
  },
  BEHAVIOUR_REVIEW: {
    description:
      '1: Jede eingereichte Version läuft in einem eigenen Prozess in der Sandbox und wird mit der letzten freigegebenen verglichen',
    should: '0 oder 1',
  },
  REVIEW_SAMPLE_PERCENT: {
    description: 'Wie viele von 100 eingereichten Versionen als Stichprobe genau angesehen werden',
    should: 'eine ganze Zahl von 0 bis 100',
  },
  REPORT_QUARANTINE_THRESHOLD: {
    description:
      'So viele Netze müssen eine App binnen 14\u00a0Tagen als schädlich oder betrügerisch melden, bis ihre veröffentlichte Version von selbst in Quarantäne kommt; 0: nie',
    should: 'eine ganze Zahl von 0 bis 100000',
  },
  TELEMETRY_RETENTION_DAYS: {
    description: 'So viele Tage bleiben einzelne Nutzungsereignisse; Summen bleiben',
    should: 'eine ganze Zahl von 1 bis 365',
  },
  SMTP_URL: {
    description:
      'Mailserver für ausgehende E-Mails; ohne ihn landen sie im Ordner mail neben der Datenbank, und niemand muss eine E-Mail-Adresse bestätigen. Mit Benutzer und Passwort ist TLS nötig',
    should:
      'smtp://HOST:PORT oder smtps://HOST:PORT, mit BENUTZER:PASSWORT@ vor dem Host, wenn der Server danach fragt',
  },
  MAIL_FROM: {
    description: 'Absender der E-Mails; nötig mit SMTP_URL',
    should: 'eine Adresse oder ein Name mit Adresse: Mosis <portal@example.com>',
  },
  LOG_LEVEL: {
    description: 'Die unwichtigsten Zeilen, die noch protokolliert werden',
    should: 'debug, info, warn, error oder silent',
  },
  TRUSTED_PROXIES: {
    description: 'Reverse Proxys, deren X-Forwarded-For geglaubt wird; ohne Angabe keine',
    should: 'Adressen oder Netze mit Kommas dazwischen, etwa 127.0.0.1,10.0.0.0/8',
  },
}
