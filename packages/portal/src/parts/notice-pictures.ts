import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'

/** What each kind of message looks like, told apart by shape as well as by colour. */
export const noticePictures = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: OctagonAlert }
