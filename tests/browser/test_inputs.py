"""An image may be given in every form in which a page holds it."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import vizsla
from browser.program import FLAGS, program

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Playwright

    from browser.website import Site

FORMS = {
    "a URL": "url",
    "a URL object": "new URL(url, location)",
    "a Blob": "blob",
    "a File": "new File([blob], 'cat.png')",
    "an ArrayBuffer": "await blob.arrayBuffer()",
    "a Uint8Array": "new Uint8Array(await blob.arrayBuffer())",
    "an <img>": "await image()",
    "a <canvas>": "canvas()",
    "an OffscreenCanvas": "offscreen()",
    "an ImageBitmap": "await createImageBitmap(blob)",
    "an ImageData": "pixels()",
    "a VideoFrame": "new VideoFrame(canvas(), { timestamp: 0 })",
    "RGB pixels": "rgb()",
}
ASK = """async ([form, url]) => {
  const { classifyImage } = vizsla;
  const blob = await (await fetch(url)).blob();
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const image = async () => { const it = new Image(); it.src = url; return it; };
  const canvas = () => {
    const it = document.createElement("canvas");
    Object.assign(it, { width, height });
    it.getContext("2d").drawImage(bitmap, 0, 0);
    return it;
  };
  const offscreen = () => {
    const it = new OffscreenCanvas(width, height);
    it.getContext("2d").drawImage(bitmap, 0, 0);
    return it;
  };
  const pixels = () => canvas().getContext("2d").getImageData(0, 0, width, height);
  const rgb = () => {
    const { data } = pixels();
    return { data: data.filter((_, at) => at % 4 < 3), width, height };
  };
  const source = await (async () => FORM)();
  const answer = await classifyImage(source, { top: 2 });
  await classifyImage(source, { top: 2 }); // the caller's own is as it was
  return answer;
}"""


@pytest.fixture(scope="session")
def cat(photographs: Path) -> Path:
    return photographs / "chelsea.png"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_answer(
    form: str, desk: Page, desk_site: Site, cat: Path
) -> None:
    desk_site.files["/cat.png"] = cat.read_bytes()
    found = desk.evaluate(ASK.replace("FORM", form), [form, "/cat.png"])
    expected = vizsla.classify_image(cat, top=2).to_dict()
    assert found["answer"] == expected["answer"]
    assert found["score"] == pytest.approx(expected["score"], abs=1e-6)


def test_a_video_is_answered_as_it_is_shown(desk: Page, cat: Path, desk_site: Site) -> None:
    desk_site.files["/cat.png"] = cat.read_bytes()
    answers = desk.evaluate("""async () => {
      const { load, watch } = vizsla;
      const blob = await (await fetch("/cat.png")).blob();
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: 451, height: 300 });
      const context = canvas.getContext("2d");
      const bitmap = await createImageBitmap(blob);
      const draw = () => { context.drawImage(bitmap, 0, 0); requestAnimationFrame(draw); };
      draw();
      const video = document.createElement("video");
      video.muted = true;
      video.srcObject = canvas.captureStream(30);
      document.body.append(video);
      const classify = await load("classify-image");
      const answers = [];
      await new Promise((resolve) => {
        const stop = watch(classify, video, (answer) => {
          answers.push(answer.answer);
          if (answers.length === 3) { stop(); resolve(); }
        });
        void video.play();
      });
      return answers;
    }""")
    assert answers == [vizsla.classify_image(cat).answer] * 3


def test_a_camera_that_starts_by_itself_is_watched_from_its_first_frame(
    playwright: Playwright, site: Site
) -> None:
    """With ``srcObject`` and ``autoplay``, as in the docs, the first frame can't be read yet."""
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *flags]) as browser:
        page = browser.new_context(permissions=["camera"]).new_page()
        page.goto(f"{site.url}/")
        answers = page.evaluate("""async () => {
          const { load, watch } = await import("/vizsla/index.js");
          const classify = await load("classify-image");
          await classify.warmUp();
          const video = document.createElement("video");
          Object.assign(video, { muted: true, autoplay: true });
          video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
          document.body.append(video);
          const answers = [];
          return new Promise((resolve, reject) => {
            window.addEventListener("unhandledrejection", ({ reason }) => reject(reason));
            watch(classify, video, ({ answer }) => {
              if (answers.push(answer) === 3) resolve(answers);
            });
          });
        }""")
    assert len(answers) == 3


def test_the_limits_of_inputs_can_be_changed_for_a_call(desk: Page) -> None:
    found = desk.evaluate("""async () => {
      const outcome = (limits) => vizsla.classifyImage(new ImageData(20, 20), { limits })
        .then(() => "answered", ({ code }) => code);
      const blob = new Blob([new Uint8Array(20)]);
      return [
        await outcome({ maxPixels: 400 }),
        await outcome({ maxPixels: 399 }),
        await outcome({ most: 1 }),
        await vizsla.classifyImage(blob, { limits: { maxBytes: 19 } }).catch(({ code }) => code),
      ];
    }""")
    assert found == ["answered", "input-too-large", "option", "input-too-large"]


def made() -> Image.Image:
    """Return an image on which every turn shows."""
    rng = np.random.default_rng(0)
    return Image.fromarray(rng.integers(0, 256, (61, 83, 3), dtype=np.uint8)).resize((166, 122))


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_image_is_turned_upright_by_its_exif(
    orientation: int, suffix: str, desk: Page, desk_site: Site, in_node: Any, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x112] = orientation
    content = io.BytesIO()
    made().save(content, Image.registered_extensions()[f".{suffix}"], exif=exif, lossless=True)
    same_scores(content.getvalue(), suffix, desk, desk_site)
    same_scores_in_node(content.getvalue(), suffix, in_node, tmp_path)


def odd_pictures() -> dict[str, bytes]:
    """Return images of the kinds that are easily read wrongly."""
    rgb, grey = made(), made().convert("L")
    alpha = Image.fromarray(np.arange(122 * 166, dtype=np.uint8).reshape(122, 166))
    clear = rgb.copy()
    clear.putalpha(alpha)
    sixteen = Image.fromarray((np.arange(122 * 166).reshape(122, 166) * 3).astype(np.uint16))
    saved = {
        "alpha.png": (clear, {}),
        "alpha.webp": (clear, {"lossless": True, "exact": True}),
        "grey-alpha.png": (Image.merge("LA", (grey, alpha)), {}),
        "palette.png": (rgb.quantize(64), {"transparency": 3}),
        "palette.gif": (rgb.quantize(64), {"transparency": 5}),
        "key.png": (rgb, {"transparency": rgb.getpixel((5, 5))}),
        "sixteen.png": (sixteen, {}),
        "one-bit.png": (rgb.convert("1"), {}),
        "grey.jpg": (grey, {}),
        "progressive.jpg": (rgb, {"progressive": True}),
        "full.jpg": (rgb, {"subsampling": 0}),
        "lossy.webp": (rgb, {"quality": 80}),
        "plain.bmp": (rgb, {}),
    }
    found = {}
    for name, (picture, options) in saved.items():
        content = io.BytesIO()
        suffix = name.rpartition(".")[2]
        picture.save(content, Image.registered_extensions()[f".{suffix}"], **options)
        found[name] = content.getvalue()
    return found


ODD = odd_pictures()


@pytest.mark.parametrize("name", ODD)
def test_the_browser_reads_odd_images_as_python_does(
    name: str, desk: Page, desk_site: Site
) -> None:
    same_scores(ODD[name], name.rpartition(".")[2], desk, desk_site)


@pytest.mark.parametrize("name", [each for each in ODD if not each.endswith("bmp")])
def test_node_reads_odd_images_as_python_does(name: str, in_node: Any, tmp_path: Path) -> None:
    same_scores_in_node(ODD[name], name.rpartition(".")[2], in_node, tmp_path)


def scores(answer: dict[str, Any]) -> dict[str, float]:
    return {each["id"]: each["score"] for each in answer["alternatives"]}


def same_scores(content: bytes, suffix: str, desk: Page, site: Site) -> None:
    site.files[f"/it.{suffix}"] = content
    url = f"/it.{suffix}?{len(site.requests)}"  # not what the browser kept of the last one
    check_scores(desk.evaluate("(url) => vizsla.classifyImage(url, { top: 1000 })", url), content)


def same_scores_in_node(content: bytes, suffix: str, in_node: Any, folder: Path) -> None:
    (folder / f"it.{suffix}").write_bytes(content)
    check_scores(in_node("classify-image", folder / f"it.{suffix}", top=1000), content)


def check_scores(found: dict[str, Any], content: bytes) -> None:
    assert scores(found) == pytest.approx(scores_in_python(content), abs=1e-6)


@cache
def scores_in_python(content: bytes) -> dict[str, float]:
    return scores(vizsla.classify_image(content, top=1000).to_dict())


def huge() -> bytes:
    """Return a JPEG that says it has 60,000 x 60,000 pixels."""
    content = bytearray(ODD["full.jpg"])
    size = content.index(b"\xff\xc0") + 5
    content[size : size + 4] = (60_000).to_bytes(2, "big") * 2
    return bytes(content)


BAD = {
    "empty": (b"", "InputDamagedError", "empty"),
    "a text": (b"no picture", "InputFormatError", "not an image"),
    "a web page": (b"<!doctype html><p>", "InputFormatError", "web page"),
    "a truncated JPEG": (ODD["full.jpg"][:-900], "InputDamagedError", "ends too early"),
    "a truncated PNG": (ODD["alpha.png"][:-900], "InputDamagedError", "ends too early"),
    "a PNG with a wrong bit": (
        ODD["alpha.png"][:200] + b"!" + ODD["alpha.png"][201:],
        "InputDamagedError",
        "checksum",
    ),
    "a TIFF": (b"II*\0" + bytes(99), "InputFormatError", "TIFF"),
    "a JPEG of a billion pixels": (
        huge(),
        "InputTooLargeError",
        "60000 x 60000",
    ),
}


@pytest.mark.parametrize(("content", "error", "words"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_image_has_the_same_error_as_in_python(
    content: bytes, error: str, words: str, desk: Page
) -> None:
    found = desk.evaluate(
        """async (content) => {
          const blob = new Blob([new Uint8Array(content)]);
          return vizsla.classifyImage(blob).catch(({ name, message }) => [name, message]);
        }""",
        list(content),
    )
    assert found[0] == error
    assert words in found[1]
    if "TIFF" not in words:  # which Python reads
        with pytest.raises(vizsla.VizslaError) as raised:
            vizsla.classify_image(content)
        assert type(raised.value).__name__ == error


@pytest.mark.parametrize("source", ["null", "42", "{}", "[]", "document.createElement('video')"])
def test_a_source_of_another_type_is_refused(source: str, desk: Page) -> None:
    ask = f"() => vizsla.classifyImage({source}).catch(({{ name }}) => name)"
    assert desk.evaluate(ask) == "InputTypeError"
