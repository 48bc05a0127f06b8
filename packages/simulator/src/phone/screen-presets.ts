/** Screens to choose from; any other size may be written. */
export const screenPresets = [
  { name: 'small', label: 'Small', width: 360, height: 640, dpRatio: 1 },
  { name: 'phone', label: 'Phone', width: 540, height: 960, dpRatio: 1.5 },
  { name: 'tall', label: 'Tall', width: 540, height: 1170, dpRatio: 1.5 },
  { name: 'large', label: 'Large', width: 720, height: 1280, dpRatio: 2 },
  { name: 'tablet', label: 'Tablet', width: 800, height: 1200, dpRatio: 1.5 },
  { name: 'square', label: 'Square', width: 480, height: 480, dpRatio: 1.5 },
] as const
