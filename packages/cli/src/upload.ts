const chunkBytes = 64 * 1024

/** Bytes as a stream that is read as fast as the network takes it, and tells how much has been taken. */
export function countedStream(bytes: Uint8Array, onSent: (sentBytes: number) => void): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = bytes.subarray(sent, sent + chunkBytes)
      sent += chunk.length
      // The network may take the chunk's memory for itself; the package is needed again for a second try.
      controller.enqueue(Uint8Array.from(chunk))
      onSent(sent)
      if (sent >= bytes.length) controller.close()
    },
  })
}
