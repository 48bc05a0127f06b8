/** Every number of the package format. Each stands in the specification; changing one changes the format. */
export const limits = {
  /** Bytes of a whole `.mosis` file: 50 MiB, small enough for a phone's data plan and for one buffer in memory. */
  maxPackageBytes: 52_428_800,
  /** Bytes of one file after unpacking: 10 MiB, so that no single file can fill memory. */
  maxFileBytes: 10_485_760,
  /** Bytes of all files after unpacking: 256 MiB, checked before anything is unpacked, bounds the work a hostile package can cause. */
  maxUnpackedBytes: 268_435_456,
  /** ZIP entries, META-INF included: 1,000, bounds the time and the handles an installation takes. */
  maxEntries: 1000,
  /** Unicode code points of a path: 256, what people see and count. */
  maxPathCodePoints: 256,
  /** Bytes of a path in UTF-8: 512, what file systems count. */
  maxPathBytes: 512,
  /** Bytes of one segment of a path: 255, the limit of ext4, APFS and NTFS names. */
  maxSegmentBytes: 255,
  /** Bytes of manifest.json: 64 KiB, it is held in memory for every installed app. */
  maxManifestBytes: 65_536,
  /** Nesting of objects and lists in manifest.json: 8, so that no reader recurses deeply. */
  maxManifestDepth: 8,
  /** Bytes of META-INF/MANIFEST.MF: 1 MiB, enough for 1,000 of the longest paths. */
  maxManifestMfBytes: 1_048_576,
  /** Unicode code points of the Created-By text: 120, one line. */
  maxCreatedByCodePoints: 120,
  /** Bytes of META-INF/CERT.PEM: 1 KiB; the only accepted form has 112 or 113, the rest is for a helpful refusal. */
  maxCertPemBytes: 1024,
  /** Bytes of META-INF/CERT.SIG: 128; the accepted forms have 64, 88 or 89. */
  maxCertSigBytes: 128,
  /** Bytes of META-INF/LINEAGE: 10 KiB; sixteen links of the longest app id need 9,251. */
  maxLineageBytes: 10_240,
  /** Key changes in one lineage: 16. */
  maxLineageLinks: 16,
  /** Bytes of one icon file: 256 KiB, store pages show hundreds of them. */
  maxIconBytes: 262_144,
  /** Unicode code points of the app id: 128, it is a folder name and part of every address. */
  maxIdCodePoints: 128,
  /** Unicode code points of the display name: 30, what fits under an icon. */
  maxNameCodePoints: 30,
  /** Unicode code points of the description: 80, one line in the store. */
  maxDescriptionCodePoints: 80,
  /** Highest version_code: 2,147,483,647, devices store it in 32 bits. */
  maxVersionCode: 2_147_483_647,
  /** Digits of one part of X.Y.Z: 9, so that each part fits 32 bits. */
  maxVersionPartDigits: 9,
  /** Unicode code points of the author's name: 100. */
  maxAuthorNameCodePoints: 100,
  /** Characters of the author's e-mail address: 254, the limit of mail itself. */
  maxEmailCodePoints: 254,
  /** Characters of the author's web address: 2,048. */
  maxUrlCodePoints: 2048,
  /** Tags of an app: 20, more is noise in search. */
  maxTags: 20,
  /** Unicode code points of one tag: 30. */
  maxTagCodePoints: 30,
  /** Locale codes an app may list: 200. */
  maxLocales: 200,
  /** Domains an app may list: 100. */
  maxDomains: 100,
  /** Characters of one domain: 253, the limit of DNS. */
  maxDomainCodePoints: 253,
  /** Highest number of connections an app may ask for: 100. */
  maxConnections: 100,
} as const
