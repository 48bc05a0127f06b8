/** A colour of CIE Lab (D50) as red, green and blue from 0 to 255; what a screen cannot show is cut off. */
export function fromLab(light: number, a: number, b: number): number[] {
  const fy = (light + 16) / 116
  const y = light > 8 ? fy ** 3 : light / (24389 / 27)
  return fromXyz(unbend(a / 500 + fy) * 0.9642956, y, unbend(fy - b / 200) * 0.8251046)
}

/** As `fromLab`, by chroma and hue. */
export function fromLch(light: number, chroma: number, hue: number): number[] {
  return fromLab(light, ...fromPolar(chroma, hue))
}

/** A colour of Oklab as red, green and blue from 0 to 255. */
export function fromOklab(light: number, a: number, b: number): number[] {
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    toScreen(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    toScreen(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    toScreen(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ]
}

/** As `fromOklab`, by chroma and hue. */
export function fromOklch(light: number, chroma: number, hue: number): number[] {
  return fromOklab(light, ...fromPolar(chroma, hue))
}

/** Very dark colours of Lab lie on a straight line, where the cube would lead to nothing. */
function unbend(f: number): number {
  return f ** 3 > 216 / 24389 ? f ** 3 : (116 * f - 16) / (24389 / 27)
}

function fromPolar(chroma: number, hue: number): [number, number] {
  const angle = (hue * Math.PI) / 180
  return [chroma * Math.cos(angle), chroma * Math.sin(angle)]
}

/** XYZ under D50 to linear sRGB (which is under D65, hence the odd numbers) and on. */
function fromXyz(x: number, y: number, z: number): number[] {
  return [
    toScreen(3.1341359 * x - 1.6173924 * y - 0.4906619 * z),
    toScreen(-0.978795 * x + 1.916254 * y + 0.0334427 * z),
    toScreen(0.0719554 * x - 0.228969 * y + 1.4053847 * z),
  ]
}

function toScreen(linear: number): number {
  const clamped = Math.min(1, Math.max(0, linear))
  return 255 * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055)
}
