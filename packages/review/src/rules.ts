import type { Rule } from './rule.ts'
import { assetDuplicate } from './rules/asset-duplicate.ts'
import { assetLarge } from './rules/asset-large.ts'
import { computedGlobal } from './rules/computed-global.ts'
import { decodeLoop } from './rules/decode-loop.ts'
import { domainNotAllowed } from './rules/domain-not-allowed.ts'
import { endlessLoop } from './rules/endless-loop.ts'
import { endlessLoopAtLoad } from './rules/endless-loop-at-load.ts'
import { escapedString } from './rules/escaped-string.ts'
import { fileMissing } from './rules/file-missing.ts'
import { fileUnreachable } from './rules/file-unreachable.ts'
import { gestureMissing } from './rules/gesture-missing.ts'
import { hiddenDirection } from './rules/hidden-direction.ts'
import { httpAllowed } from './rules/http-allowed.ts'
import { iconsMissing } from './rules/icons-missing.ts'
import { jsonSyntax } from './rules/json-syntax.ts'
import { localeFormat } from './rules/locale-format.ts'
import { localeMissing } from './rules/locale-missing.ts'
import { localeUnlisted } from './rules/locale-unlisted.ts'
import { luaSyntax } from './rules/lua-syntax.ts'
import { networkUnrestricted } from './rules/network-unrestricted.ts'
import { oneLineCode } from './rules/one-line-code.ts'
import { packedString } from './rules/packed-string.ts'
import { pathOutside } from './rules/path-outside.ts'
import { permissionSignature } from './rules/permission-signature.ts'
import { permissionUndeclared } from './rules/permission-undeclared.ts'
import { permissionUnrequested } from './rules/permission-unrequested.ts'
import { permissionUnused } from './rules/permission-unused.ts'
import { plainHttp } from './rules/plain-http.ts'
import { privateKey } from './rules/private-key.ts'
import { rcssSyntax } from './rules/rcss-syntax.ts'
import { removedGlobal } from './rules/removed-global.ts'
import { rmlSyntax } from './rules/rml-syntax.ts'
import { secretToken } from './rules/secret-token.ts'
import { templateUnknown } from './rules/template-unknown.ts'
import { textTooLarge } from './rules/text-too-large.ts'
import { timerMultiplies } from './rules/timer-multiplies.ts'
import { timerNotKept } from './rules/timer-not-kept.ts'
import { translationIncomplete } from './rules/translation-incomplete.ts'
import { translationMissing } from './rules/translation-missing.ts'
import { undefinedFunction } from './rules/undefined-function.ts'
import { undefinedGlobal } from './rules/undefined-global.ts'

/** Every rule, in the order in which a reader wants to know: first whether the app is whole, then whether it is safe. */
export const rules: readonly Rule[] = [
  textTooLarge,
  rmlSyntax,
  rcssSyntax,
  luaSyntax,
  jsonSyntax,
  fileMissing,
  pathOutside,
  templateUnknown,
  iconsMissing,
  localeMissing,
  localeUnlisted,
  localeFormat,
  translationMissing,
  translationIncomplete,
  fileUnreachable,
  undefinedGlobal,
  undefinedFunction,
  removedGlobal,
  computedGlobal,
  permissionUndeclared,
  permissionUnused,
  permissionSignature,
  permissionUnrequested,
  gestureMissing,
  networkUnrestricted,
  domainNotAllowed,
  plainHttp,
  httpAllowed,
  endlessLoopAtLoad,
  endlessLoop,
  timerMultiplies,
  timerNotKept,
  packedString,
  escapedString,
  oneLineCode,
  decodeLoop,
  privateKey,
  secretToken,
  hiddenDirection,
  assetLarge,
  assetDuplicate,
]
