import { createRequire } from 'node:module'
import type { Picture } from './chart.ts'

const require = createRequire(import.meta.url)

/** The fonts come with us: a picture looks the same on a server without any. */
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']

/** Draws a picture at twice its size, off the main thread. Base64 of a PNG. */
export async function pngOf({ svg, width }: Picture): Promise<string> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: width * 2 },
    font: {
      fontFiles: fonts.map((name) => require.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  })
  return image.asPng().toString('base64')
}
