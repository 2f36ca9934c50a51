"""The classifier behind LitServe, as its guide serves an image model: ``with_litserve.py PORT``."""

# LitServe looks at the annotations themselves: they must not be texts.
import sys
from typing import Any

import litserve
from fastapi import UploadFile
from PIL import Image

import vizsla
from vizsla.answer import Answer


class ClassifierAPI(litserve.LitAPI):
    """The steps from a request to its answer, in LitServe's one worker process."""

    def setup(self, device: str) -> None:
        """Load the function."""
        del device
        self.function = vizsla.load("classify-image")
        self.function.warm_up()

    def decode_request(self, request: UploadFile) -> Image.Image:
        """Open the image."""
        return Image.open(request.file)

    def predict(self, image: Image.Image) -> Answer:
        """Answer it."""
        answer: Answer = self.function(image)
        return answer

    def encode_response(self, answer: Answer) -> dict[str, Any]:
        """Return the answer as JSON."""
        return answer.to_dict()


if __name__ == "__main__":
    server = litserve.LitServer(ClassifierAPI(), accelerator="cpu", workers_per_device=1)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), generate_client_file=False)
