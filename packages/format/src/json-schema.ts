import { categories } from './categories.ts'
import { limits } from './limits.ts'
import {
  colourPattern,
  emailPattern,
  iconSizes,
  idPattern,
  localePattern,
  manifestSchemaUrl,
  orientations,
  requiredFields,
  versionPattern,
} from './manifest-fields.ts'
import { permissions } from './permissions.ts'

const version = { type: 'string', pattern: versionPattern.source }
const freeFields = { '^x-': { description: 'Fields of your own tools.' } }
const locale = { type: 'string', pattern: localePattern.source }

/**
 * The manifest as JSON Schema 2020-12, for editors: completion, descriptions and most of the checks. The library is stricter
 * where a schema cannot say it: duplicate keys, the spelling of numbers, invisible characters, files that must exist.
 */
export const manifestJsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: manifestSchemaUrl,
  title: 'Mosis app manifest',
  description: 'manifest.json of a Mosis app: what it is called, where it begins, what it may do.',
  type: 'object',
  required: requiredFields,
  additionalProperties: false,
  patternProperties: freeFields,
  properties: {
    $schema: { description: 'This schema, so that editors can help.', const: manifestSchemaUrl },
    id: {
      description:
        'The app for ever: a reverse domain, like com.yourname.appname. It cannot be changed after the first release.',
      type: 'string',
      pattern: idPattern.source,
      maxLength: limits.maxIdCodePoints,
      examples: ['com.yourname.appname'],
    },
    name: {
      description: 'The name under the icon.',
      type: 'string',
      minLength: 1,
      maxLength: limits.maxNameCodePoints,
    },
    version: { ...version, description: 'The version people see: X.Y.Z.', examples: ['1.0.0'] },
    version_code: {
      description: 'The number of the release. It must grow with each one.',
      type: 'integer',
      minimum: 1,
      maximum: limits.maxVersionCode,
    },
    description: {
      description: 'One line for the store.',
      type: 'string',
      minLength: 1,
      maxLength: limits.maxDescriptionCodePoints,
    },
    entry: {
      description: 'The first screen: the path of an .rml file in the package.',
      type: 'string',
      pattern: '\\.rml$',
      examples: ['assets/main.rml'],
    },
    author: {
      description: 'Who made the app.',
      type: 'object',
      additionalProperties: false,
      patternProperties: freeFields,
      properties: {
        name: {
          description: 'Name of the person or company.',
          type: 'string',
          minLength: 1,
          maxLength: limits.maxAuthorNameCodePoints,
        },
        email: {
          description: 'Where users can write to.',
          type: 'string',
          pattern: emailPattern.source,
          maxLength: limits.maxEmailCodePoints,
        },
        url: {
          description: 'Web page of the author.',
          type: 'string',
          pattern: '^https?://',
          maxLength: limits.maxUrlCodePoints,
        },
      },
    },
    permissions: {
      description: 'What the app wants to use. Ask for as little as possible: people see the list.',
      type: 'array',
      uniqueItems: true,
      items: {
        oneOf: permissions.map(({ name, risk, description }) => ({
          const: name,
          description: `${description} (${risk})`,
        })),
      },
    },
    icons: {
      description: 'Paths of PNG icons by their size in pixels. Without any the device draws one from the name.',
      type: 'object',
      additionalProperties: false,
      patternProperties: freeFields,
      properties: Object.fromEntries(
        iconSizes.map((size) => [
          size,
          {
            description: `PNG image of ${size} × ${size} pixels.`,
            type: 'string',
            pattern: '\\.png$',
            examples: [`icons/icon-${size}.png`],
          },
        ]),
      ),
    },
    min_mosis_version: { ...version, description: 'The lowest version of Mosis the app runs on.', examples: ['1.0.0'] },
    target_mosis_version: {
      ...version,
      description: 'The version of Mosis the app was made and tested for.',
      examples: ['1.0.0'],
    },
    category: {
      description: 'Where the store lists the app.',
      oneOf: categories.map(({ name, description }) => ({ const: name, description })),
    },
    tags: {
      description: 'Words by which people find the app.',
      type: 'array',
      uniqueItems: true,
      maxItems: limits.maxTags,
      items: { type: 'string', minLength: 1, maxLength: limits.maxTagCodePoints },
    },
    orientation: { description: 'How the screen is held.', enum: orientations, default: 'any' },
    background_color: {
      description: 'Colour of the screen while the app loads.',
      type: 'string',
      pattern: colourPattern.source,
      examples: ['#FFFFFF'],
    },
    locales: {
      description: 'Languages the app speaks; the texts stand in locales/CODE.json.',
      type: 'array',
      uniqueItems: true,
      maxItems: limits.maxLocales,
      items: locale,
      examples: [['en', 'pt-BR']],
    },
    default_locale: { ...locale, description: 'The language for everybody else; one of locales.', examples: ['en'] },
    network: {
      description: 'What the app may reach. It also needs the permission network.internet or network.websocket.',
      type: 'object',
      additionalProperties: false,
      patternProperties: freeFields,
      properties: {
        allowed_domains: {
          description:
            'Host names; "*." in front covers everything below. Without the list any public host can be reached, which reviewers ask about.',
          type: 'array',
          uniqueItems: true,
          maxItems: limits.maxDomains,
          items: { type: 'string', minLength: 1, maxLength: limits.maxDomainCodePoints },
          examples: [['api.example.com', '*.cdn.example.com']],
        },
        allow_http: {
          description: 'Whether connections without encryption are allowed.',
          type: 'boolean',
          default: false,
        },
        max_connections: {
          description: 'How many connections may be open at once.',
          type: 'integer',
          minimum: 1,
          maximum: limits.maxConnections,
          default: 10,
        },
      },
    },
  },
} as const
