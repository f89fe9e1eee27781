"""What an author writes about a film: its files by language, and its other versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, InstanceOf, Tag, model_validator

from larpaket.activities.film.contract import VersionName
from larpaket.activities.film.videos import FACTS_OF_REMOTE, Lengths, Sizes, Videos
from larpaket.definition.activity import Activity
from larpaket.definition.base import Missing, Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import Flag
from larpaket.definition.texts import FILES, Pictures, files, with_problems
from larpaket.film.video import RemoteVideo
from larpaket.film.vtt import Captions, read_captions, read_chapters
from larpaket.text.markdown import Transcript, read_transcript

CaptionFiles = Annotated[
    Mapping[str, InstanceOf[Captions]], files("captions", with_problems(read_captions), shared=False), FILES
]
ChapterFiles = Annotated[
    Mapping[str, InstanceOf[Captions]], files("chapters", with_problems(read_chapters), shared=False), FILES
]
Transcripts = Annotated[
    Mapping[str, InstanceOf[Transcript]],
    files("transcript", with_problems(read_transcript), shared=False),
    FILES,
]


class FilmVersion(Model):
    """A film by language; `length` in seconds and `size` in bytes are given only for a film on another
    server. They come first, because `video` needs them.
    """

    called: ClassVar = "a version of a film"

    model_config = ConfigDict(json_schema_extra=FACTS_OF_REMOTE)

    length: Lengths | None = None
    """How long a film on another server is: `3 min 12 s`."""
    size: Sizes | None = None
    """How large a film on another server is: `24 MB`."""
    video: Videos
    """The film: MP4 or WebM in the module's folder, or an https address on a server in publisher.yaml."""
    captions: CaptionFiles | None = None
    """Its captions: a `.vtt`, `.srt` or `.sbv` file."""

    @classmethod
    def without(cls, key: str, keys: Collection[str]) -> Missing | None:
        """Captions need a film."""
        if key != "video" or "captions" not in keys:
            return None
        return Missing("captions", Code.NO_FILM, "there are captions, but no film", "add `video: film.mp4`")

    @model_validator(mode="after")
    def _tells_itself(self) -> FilmVersion:
        if self.video and not any(isinstance(video, RemoteVideo) for video in self.video.values()):
            told = [key for key in ("length", "size") if getattr(self, key) is not None]
            text, help = (
                "a film in the folder does not need this",
                "remove it: it is only for films with a web address",
            )
            if told:
                raise pydantic_error(
                    *(DefinitionError(Code.FILM_FACTS, text, help, (key,), key=True) for key in told)
                )
        return self


_Described = Annotated[
    Annotated[FilmVersion, Tag("version")] | Annotated[Literal["not-needed"], Tag("word")],
    Discriminator(lambda value: "version" if isinstance(value, dict | FilmVersion) else "word"),
]


class FilmFields(FilmVersion, Activity):
    """A film with its captions, chapters and text version, each by language, and its other versions."""

    called: ClassVar = "a film"
    hints: ClassVar = {"audio_description": ", or `video:` with the described film below it"}

    type: Literal["film"]
    poster: Pictures | None = None
    """A JPEG or PNG picture that is shown before the film begins."""
    chapters: ChapterFiles | None = None
    """The film's chapters: a `.vtt` file with their names."""
    transcript: Transcripts | None = None
    """The text version: a Markdown file with all that is said and shown."""
    audio_description: _Described | None = None
    """The film with its pictures described, as `video:` below it; `not-needed` if all is said anyway."""
    sign_language: FilmVersion | None = None
    """The film in sign language, as `video:` below it."""
    stand_in: Flag = False
    """Whether the film only stands in for one to come; `--release` refuses such a module."""
    required: Flag = True

    def versions(self) -> dict[VersionName, FilmVersion]:
        """The film itself and its other versions: with audio description, in sign language."""
        found: dict[VersionName, FilmVersion] = {"film": self}
        if isinstance(self.audio_description, FilmVersion):
            found["described"] = self.audio_description
        if self.sign_language:
            found["signed"] = self.sign_language
        return found
