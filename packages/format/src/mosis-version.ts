/** The version of the platform that this code is; apps name the lowest they run on in min_mosis_version. */
export const MOSIS_VERSION = '1.0.0'
