/**
 * Draws the points of the map with WebGL: 100,000 in a frame, without a library (the ones that there
 * are build functions from strings, which the page's policy forbids).
 */

export interface View {
  /** The place in the middle, 0 to 1 from the map's left and top. */
  readonly x: number;
  readonly y: number;
  /** How many times the map is larger than the canvas. */
  readonly zoom: number;
}

export interface Points {
  /** From 0, left and top, to 1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Red, green, blue and opacity of each, 0 to 255. */
  readonly colours: Uint8Array;
  /** The size of each in device pixels, times that of the view. */
  readonly sizes: Float32Array;
}

const VERTEX = `
attribute float x; attribute float y; attribute float size; attribute vec4 colour;
uniform vec4 view; uniform float scale;
varying vec4 paint;
void main() {
  gl_Position = vec4((x - view.x) * view.z, (view.y - y) * view.w, 0.0, 1.0);
  gl_PointSize = size * scale;
  paint = colour;
}`;
const FRAGMENT = `
precision mediump float;
varying vec4 paint;
void main() {
  float far = distance(gl_PointCoord, vec2(0.5));
  float edge = 1.0 - smoothstep(0.4, 0.5, far);
  gl_FragColor = vec4(paint.rgb * paint.a * edge, paint.a * edge);
}`;

export class PointRenderer {
  readonly #gl: WebGLRenderingContext;
  readonly #program: WebGLProgram;
  readonly #buffers: Readonly<Record<"x" | "y" | "size" | "colour", WebGLBuffer>>;
  #count = 0;

  private constructor(gl: WebGLRenderingContext, program: WebGLProgram) {
    this.#gl = gl;
    this.#program = program;
    const buffer = () => gl.createBuffer()!;
    this.#buffers = { x: buffer(), y: buffer(), size: buffer(), colour: buffer() };
    gl.useProgram(program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    for (const [name, found] of Object.entries(this.#buffers)) {
      const place = gl.getAttribLocation(program, name);
      gl.bindBuffer(gl.ARRAY_BUFFER, found);
      gl.enableVertexAttribArray(place);
      if (name === "colour") gl.vertexAttribPointer(place, 4, gl.UNSIGNED_BYTE, true, 0, 0);
      else gl.vertexAttribPointer(place, 1, gl.FLOAT, false, 0, 0);
    }
  }

  /** Returns what draws on a canvas; null where the browser has no WebGL. */
  static on(canvas: HTMLCanvasElement): PointRenderer | null {
    const gl = canvas.getContext("webgl", { antialias: false, premultipliedAlpha: true });
    if (gl === null) return null;
    const program = gl.createProgram();
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
      const shader = gl.createShader(kind)!;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    return gl.getProgramParameter(program, gl.LINK_STATUS) ? new PointRenderer(gl, program) : null;
  }

  /** Takes the points to draw. */
  set(points: Points): void {
    const gl = this.#gl;
    this.#count = points.x.length;
    for (const [name, values] of [
      ["x", points.x],
      ["y", points.y],
      ["size", points.sizes],
      ["colour", points.colours],
    ] as const) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers[name]);
      gl.bufferData(gl.ARRAY_BUFFER, values as Float32Array<ArrayBuffer>, gl.DYNAMIC_DRAW);
    }
  }

  /**
   * Draws them.
   * @param sides - the part of the map that the canvas's width and height show at zoom 1.
   * @param scale - the factor of the points' sizes.
   */
  draw(view: View, sides: readonly [number, number], scale: number): void {
    const gl = this.#gl;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const place = (name: string) => gl.getUniformLocation(this.#program, name);
    const [across, down] = sides;
    gl.uniform4f(place("view"), view.x, view.y, (2 * view.zoom) / across, (2 * view.zoom) / down);
    gl.uniform1f(place("scale"), scale);
    gl.drawArrays(gl.POINTS, 0, this.#count);
  }
}
