import { toBase64 } from './base64.ts'

/** The browser's own camera and microphone, when the person allows it. What they see and hear goes to the phone of this machine only. */

const pictureMs = 250
const pictureWidth = 640

/** Hands pictures of the computer's camera on; answers how to end it. */
export async function seeWithBrowser(see: (base64: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: pictureWidth } })
  const video = document.createElement('video')
  video.srcObject = stream
  video.muted = true
  await video.play()
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const look = async () => {
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    const picture = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 })
    see(toBase64(new Uint8Array(await picture.arrayBuffer())))
  }
  const timer = setInterval(() => void look(), pictureMs)
  return () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
  }
}

const sampleRate = 44_100

/** Records with the computer's microphone for so long; answers a WAV file in base64. */
export async function hearWithBrowser(ms: number): Promise<string> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream)
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()))
  recorder.start()
  setTimeout(() => recorder.stop(), ms)
  await ended
  for (const track of stream.getTracks()) track.stop()
  const context = new OfflineAudioContext(1, 1, sampleRate)
  const sound = await context.decodeAudioData(await new Blob(parts).arrayBuffer())
  return toBase64(toWav(sound.getChannelData(0)))
}

function toWav(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const text = (at: number, letters: string) =>
    Array.from(letters).forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  text(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  samples.forEach((sample, index) => view.setInt16(44 + index * 2, Math.max(-1, Math.min(1, sample)) * 32_767, true))
  return bytes
}
