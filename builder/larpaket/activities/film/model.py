"""What an author writes about a film: its files by language, and its other versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, InstanceOf, Tag, model_validator

from larpaket.activities.film.contract import VersionName
from larpaket.activities.film.videos import Lengths, Sizes, Videos
from larpaket.definition.activity import Activity
from larpaket.definition.base import Missing, Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import Flag
from larpaket.definition.texts import Pictures, files, with_problems
from larpaket.film.video import RemoteVideo
from larpaket.film.vtt import Captions, read_captions, read_chapters
from larpaket.text.markdown import Transcript, read_transcript

CaptionFiles = Annotated[
    Mapping[str, InstanceOf[Captions]], files("captions", with_problems(read_captions), shared=False)
]
ChapterFiles = Annotated[
    Mapping[str, InstanceOf[Captions]], files("chapters", with_problems(read_chapters), shared=False)
]
Transcripts = Annotated[
    Mapping[str, InstanceOf[Transcript]], files("transcript", with_problems(read_transcript), shared=False)
]


class FilmVersion(Model):
    """A film by language; `length` in seconds and `size` in bytes are given only for a film on another
    server. They come first, because `video` needs them.
    """

    called: ClassVar = "a version of a film"

    length: Lengths | None = None
    size: Sizes | None = None
    video: Videos
    captions: CaptionFiles | None = None

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
    chapters: ChapterFiles | None = None
    transcript: Transcripts | None = None
    audio_description: _Described | None = None
    sign_language: FilmVersion | None = None
    stand_in: Flag = False
    required: Flag = True

    def versions(self) -> dict[VersionName, FilmVersion]:
        """The film itself and its other versions: with audio description, in sign language."""
        found: dict[VersionName, FilmVersion] = {"film": self}
        if isinstance(self.audio_description, FilmVersion):
            found["described"] = self.audio_description
        if self.sign_language:
            found["signed"] = self.sign_language
        return found
