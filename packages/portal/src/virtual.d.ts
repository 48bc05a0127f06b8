/// <reference types="vite/client" />

declare module 'virtual:contract' {
  import type * as api from '@mosis/api'
  import type { Endpoint } from '@mosis/api'

  type Endpoints<Feature> = {
    readonly [Name in keyof Feature as Feature[Name] extends Endpoint ? Name : never]: Feature[Name]
  }
  type Features = {
    readonly [
      Name in keyof typeof api as (typeof api)[Name] extends (...input: never[]) => unknown
        ? never
        : (typeof api)[Name] extends abstract new (...input: never[]) => unknown
          ? never
          : keyof Endpoints<(typeof api)[Name]> extends never
            ? never
            : Name
    ]: Endpoints<(typeof api)[Name]>
  }

  /** Every endpoint of the API: at run time its name, method and path; its schemas exist as types only. */
  export const contract: Features
  /** The plain lists of the API: roles, scopes, reasons. */
  export const words: Pick<
    typeof api,
    | 'scopes'
    | 'portalRoles'
    | 'teamRoles'
    | 'teamActions'
    | 'reviewChecklist'
    | 'reviewReasons'
    | 'riskReasons'
    | 'screenshotLimits'
    | 'portalNotes'
    | 'portalReasons'
    | 'reportCategories'
    | 'safetyReasons'
    | 'webhookEvents'
  >
}

declare module 'virtual:rules' {
  import type { Finding } from '@mosis/api'

  /** What every rule of the review and every refusal of a package means, by its code. */
  export const rules: Readonly<
    Record<string, { code: string; tier: number; severity: Finding['severity']; explanation: string; fix: string }>
  >
}
