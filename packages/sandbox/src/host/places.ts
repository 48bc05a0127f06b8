import type { Position } from '../source-brokers.ts'

const earthRadius = 6_371_000
const metresInDegree = (earthRadius * Math.PI) / 180
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two places along the ground. */
export function distanceBetween(one: Position, other: Position): number {
  const halfLatitude = Math.sin(radians(other.latitude - one.latitude) / 2)
  const halfLongitude = Math.sin(radians(other.longitude - one.longitude) / 2)
  const part =
    halfLatitude ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * halfLongitude ** 2
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(part)))
}

/**
 * The middle of the square of a fixed grid in which the place lies, and nothing that would say more. Fixed, because the middle of
 * many answers with a random error would be the place itself.
 */
export function roundPosition({ latitude, longitude, accuracy }: Position, metres: number): Position {
  const step = metres / metresInDegree
  const roundedLatitude = middle(latitude, step, 90)
  // Squares are as wide as they are high, but for those around the poles.
  const wide = step / Math.max(0.01, Math.cos(radians(roundedLatitude)))
  return {
    latitude: roundedLatitude,
    longitude: middle(longitude, wide, 180),
    accuracy: Math.max(accuracy, metres),
  }
}

function middle(degrees: number, step: number, most: number): number {
  const rounded = (Math.floor(degrees / step) + 0.5) * step
  return Number(Math.max(-most, Math.min(most, rounded)).toFixed(5))
}
