/**
 * Writes {@link asynctb.model.Extraction}s: {@link asynctb.render.Renderer} is where one begins. Everything is written
 * as it comes, frame by frame; nothing is held as text.
 */
package asynctb.render;
