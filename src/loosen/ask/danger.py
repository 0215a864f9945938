"""Danger signs in a person's own words, misspellings included.

Each question lists how people say it (``people_say``). A phrase is heard when all its content words stand close
together in one sentence, in any order, each spelt nearly right, and nothing denies it. Endings are dropped, so "numb"
also hears "numbness". A "cannot", "no" or "not" of a phrase must stand right before the word that follows it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process

from loosen.domain.library import KIND_NAMES, Library
from loosen.domain.safety import Purpose
from loosen.errors import CallError

MOST_CHARACTERS = 4000


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SLACK = 4  # content words that may stand between those of a phrase
_GRIP = 3  # content words within which a "cannot", "no" or "not" of a phrase is followed by its word
_REACH = 9  # tokens that a denial reaches
_EXACT, _SHUFFLED, _NEAR = 3, 4, 80  # letters spelt exactly; letters that may swap; likeness of longer words, of 100

_SENTENCE = re.compile(r"[.!?;]+")
_PAUSE = re.compile(r"\.{2,}|\u2026|\n+|\s[-\u2013\u2014]+\s")
_ANSWERED_NO = re.compile(r"(?i)\?\s*(?=(?:no|none|nope|nil)\b)")
_DECIMAL = re.compile(r"(\d)\.(\d)")
_TOKEN = re.compile(r"[a-z0-9]+|,")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_CANNOT = re.compile(
    r"\b(?:can ?not|cant|can't|can t|carnt|cannae|canot|cannt|couldn't|couldnt|could not|cudnt|unable to|unable"
    r"|not able to|am not able|can no longer|no longer able to|can never)\b"
)
_OF_CANNOT = ("can", "carnt", "could", "cudnt", "able")  # each way to say it holds one of these
_NOT = re.compile(r"\b(\w+)n't\b|\b(do|does|did|have|has|had|is|are|was|were|wo|would)nt\b|\b(do)s[e]?nt\b")
_DENIED_LIST = re.compile(  # "no fever, chills or numbness": one denial for the whole list
    r"\b(?:no|not|any|without|never|cannot|denies|deny|neither)\b"
    r"(?: (?!(?:i|im|my|is|are|but|cannot|not|no|and|they|it|its)\b)\w+){1,4}"
    r"(?: ?, ?(?:(?!(?:i|im|my|is|are|but|cannot|not|no|they|it|its)\b)\w+ ?){1,4})+(?: ?,)? ?\b(?:or|nor)\b"
)
_FILLERS = _set(
    ", a an the my i im ive is are was were of to in on at it its with for be been am have has had got get getting "
    "do does did so very really bit some any this that when while me am just also too been being as"
)
_NEGATIVES = frozenset({"cannot", "no", "not", "never", "without"})
_DENIALS = frozenset(
    {"no", "not", "never", "without", "none", "neither", "nor", "deny", "denies", "denied", "nil", "nothing"}
)
_NOT_DENIALS = _set(  # words that follow a denial which denies nothing: "not sure", "no idea why"
    "sure know knowing idea understand just only longer matter stop stopped stopping doubt want wanting mention help "
    "helping better going slept sleep sleeping until long right normal one good warning joke lying kidding making "
    "imagining realise realize notice realised control clue like happy well matter merely simply reason explanation "
    "helps works touches touching takes eases warned relief improvement improving eased easing"
)
_BREAKS = _set(
    ", and but since because then now though yet however only when whenever after if except although until plus "
    "still i im ive my it its they theyre we he she today"
)
_SAME = (  # words that people use for one thing; each stands for the first
    "pee peed wee urine urinate urinating urination piss",
    "poo poop pooed pooped shit stool crap faeces feces",
    "belly tummy stomach abdomen abdominal gut",
    "bum bottom butt ass arse backside buttock",
    "genital private vagina vaginal vulva penis willy fanny crotch labia",
    "around round",
    "swollen swelling swell swelled puffy puffed ballooned",
    "odd weird strange funny peculiar",
    "pain painful hurt hurting sore ache aching",
    "paracetamol tylenol acetaminophen panadol",
    "vomit puke barf",
    "speak speech talk spoke",
    "toilet loo bathroom lavatory restroom",
    "pants underwear knickers trousers boxers underpants undies jeans",
    "fall fell fallen",
    "temperature temp",
    "come came coming",
    "go gone goes going went",
    "lose losing lost loss loosing",
    "give gave given",
    "car van lorry truck",
    "bike motorbike motorcycle bicycle moped scooter",
    "tablet pill medicine medication",
    "spine backbone",
    "shock jolt zap",
    "paralysed paralyzed paralized paralised",
)
_LOOSE = _set(", but trouble troubles problem problems difficulty issue issues pain accident accidents")
_OPINIONS = frozenset({"think", "believe", "say", "feel", "notice", "that"})  # "I do not think I have ..." denies
_PLAIN = _set(  # everyday words that are never a misspelling of a danger word
    "able address advert advice advise advised around back ball balls basket bath bathing baths beach "
    "bear beard bearing bears bend bent bike bikes black blank blanket bleach block blocks bother bottle "
    "bought bound bread break breakfast breath bridge bring brother brought bruise brush button buttons "
    "cable cables cake call calls canal cancel cancelled candle card cards carried carry cart cast chain "
    "chair child chin choir choke class clean cleaner cleaning clear cleared clever clock cloth clothes "
    "coach coast cost costs couch cough cramp cramps crash crate cream crib crimp crisp cruise dance "
    "dancer dancing decision division door dream dress drink drinks drive driver early faith fall fancy "
    "feather feet fewer fitness fitted flat flats float floor flow flower forever forth found four fourth "
    "fruit funny garden gardening ground grown guitar hall hand handle handles handy hard hardly hear "
    "heard hearing heart hearts hearty heat helped helpful helpless hike hobby honest honestly hope "
    "hopefully hoping hour hurry jacket joke ladder lake later latter laugh leather letter light "
    "lightening lighter lightly like make marry month months morning mother motion motions mound mouth "
    "near nearly never north number numbers other pack packed packet packing paint painted painting paper "
    "party patience patient patients peach penny pepper permission phone photo place plan plane planet "
    "plank planned plant planting plants plate pony pool poor pound pour present pressed pretty quick "
    "quickly quiet quit quite racket rail reach reached reaching report reported reset resort rest rested "
    "restful result results revision road roads robot rode rolled roller rolling rough round rude rule "
    "sable sand sandy seize seized seizes seizing seven sever several severe shelf shell shift shirt "
    "shoot shoots shop shopping shorts shot shout sick sickness sight sights single singles sink "
    "situation skirt sleep sleeps sleepy slept slight slightly slip slipped slope slow slowly small smile "
    "smoke smoking snake sold soldier sorry sort sorted sorts sound sounds south speak spell spoke sport "
    "sports spot spots stable staff stairs stake stand stars station statistic steak stick sticks stiff "
    "still stitch stood stool stoop stop stopped stops stories story strain strained straining strength "
    "stretch stretched stretcher stretching stuff suit suite suits support swam swap sweep sweeping sweet "
    "sweets swept swim swimming swing table tables tablet take tall taught tea teach teacher team tears "
    "television tell tend tender thing things though thought through throughout ticket touch tough track "
    "tracks tractor trail train trained trainer training trial trick trip tripped trolley truck trucks "
    "twinge twinges twist twisted twister twisting vision waist wake walker wall wash washed washing watch "
    "twelve twenty water weak weaken wear wearing wears weary weather weed weeding week weeks wheel wheels whether "
    "while whilst white woken wonder word words work worked worker workers workout works world worry "
    "worth worthwhile wound wrist wrists writing written year yearly years "
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact that a person's own words mention.

    Attributes:
        fact: The fact.
        phrase: The known phrase that was recognised.
        quote: The sentence it was heard in.
    """

    fact: str
    phrase: str
    quote: str


def read_danger_signs(text: str, library: Library) -> tuple[Heard, ...]:
    """Return the safety facts that a text mentions, each once.

    Args:
        text: Free text, at most 4,000 characters.
        library: The knowledge, whose safety questions list how people say them.

    Raises:
        CallError: The text is too long.
    """
    if len(text) > MOST_CHARACTERS:
        raise CallError(
            f"The text has {len(text)} characters; {MOST_CHARACTERS} are allowed.",
            where="words",
            detail="Say it in a few sentences.",
        )
    phrases = _phrases(_ByVersion(library))
    found: dict[str, Heard] = {}
    plain = _DECIMAL.sub(r"\1 \2", _ANSWERED_NO.sub(" ", _PAUSE.sub(" , ", text)))
    for sentence in _SENTENCE.split(plain):
        tokens = _tokens(sentence)
        spots = _spots(tokens, phrases)
        for fact, phrase, words in phrases.entries:
            if fact not in found and _is_heard(words, spots, tokens):
                found[fact] = Heard(fact, phrase, " ".join(sentence.split()).strip(" ,"))
    return tuple(found.values())


def get_ready(library: Library) -> None:
    """Make what the first reading of a text needs, so that nobody has to wait for it; calling it again is free."""
    _phrases(_ByVersion(library))


@dataclass(frozen=True, slots=True, eq=False)
class _Phrases:
    entries: tuple[tuple[str, str, tuple[str, ...]], ...]
    vocabulary: tuple[str, ...]
    known: frozenset[str]


class _ByVersion:
    """A handle that lets a cache key on the version of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __hash__(self) -> int:
        return hash(self.library.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByVersion) and other.library.version == self.library.version


@lru_cache(maxsize=4)
def _phrases(handle: _ByVersion) -> _Phrases:
    entries = tuple(
        (question.id, phrase, words)
        for question in handle.library.questions.values()
        if question.purpose is Purpose.SAFETY and question.people_say
        for phrase in question.people_say.en
        if (words := tuple(_content(_tokens(phrase))))
    )
    vocabulary = tuple(sorted({word for _, _, words in entries for word in words} | set(_MEANT)))
    return _Phrases(entries, vocabulary, _known(handle.library) | frozenset(vocabulary))


def _known(library: Library) -> frozenset[str]:
    """Return the words of the knowledge itself: they are spelt right, so they stand for themselves only."""
    texts = (
        entry.model_dump_json() for kind in KIND_NAMES if kind != "sources" for entry in library.kind(kind).values()
    )
    return frozenset(_stem(word) for word in {word for text in texts for word in _WORD.findall(text.lower())})


_SENSELESS = re.compile(  # one way to say that feeling is lost
    r"\b(?:(?:no|lost|lost all|lost the|lost my|loss of|zero|little) (?:feeling|sensation)|"
    r"cannot (?:really|properly) feel"
    r"|not (?:really )?feel"
    r"(?! (?:a|an|any|sick|well|ill|weak|numb|tingling|pain|good|great|bad|right|normal|like|up|better|safe|feverish"
    r"|hot|cold|unwell|dizzy|comfortable|the pain|much pain)\b))\b"
)

_MILDER = re.compile(  # "cannot stand up straight", "cannot stand this": not a person who cannot stand
    r"\bcannot stand(?= (?:up )?(?:straight|upright|tall|long|for|it|this|that|the|how|being|sitting)\b)"
)


def _tokens(text: str) -> list[str]:
    """Return the words and commas of a text, in plain form.

    The quick looks before the substitutions change nothing; they save most of the time of thousands of phrases.
    """
    words = text.lower().replace("\u2019", "'")
    if any(part in words for part in _OF_CANNOT):
        words = _CANNOT.sub(" cannot ", words)
    if "n't" in words or "nt" in words:
        words = _NOT.sub(r"\1\2\3 not", words)
    words = " ".join(_TOKEN.findall(words.replace("'", "")))
    if "," in words:
        words = _DENIED_LIST.sub(lambda found: found[0].replace(",", ""), words)
    if "feel" in words or "sensation" in words:
        words = _SENSELESS.sub("cannot feel", words)
    if "cannot stand" in words:
        words = _MILDER.sub("cannot bear", words)
    return words.split()


def _content(tokens: list[str]) -> Iterator[str]:
    return (_meant(_stem(token)) for token in tokens if token not in _FILLERS)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return a word without its ending: numbness, numb; wetting, wet; leaked, leak; legs, leg."""
    for ending in ("ness", "ing", "ed", "ly", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _EXACT and not word.endswith(("ss", "eed") if ending != "ness" else ()):
            doubled = stem[-1] == stem[-2] and stem[-1] not in "lsze" and ending in {"ing", "ed"}
            word = stem[:-1] if doubled else stem
            break
    if len(word) > _EXACT:
        word = f"{word[:-1]}i" if word.endswith("y") else word.removesuffix("e")
    return word


def _meant(stem: str) -> str:
    """Return the one word that stands for a stem and its synonyms."""
    return _MEANT.get(stem, stem)


_MEANT = {_stem(word): _stem(group.split()[0]) for group in _SAME for word in group.split()}


def _spots(tokens: list[str], phrases: _Phrases) -> dict[str, list[tuple[int, int]]]:
    """Return for each vocabulary word the places where the text holds it: content index and token index."""
    spots: dict[str, list[tuple[int, int]]] = {}
    content_index = 0
    for index, token in enumerate(tokens):
        if token in _FILLERS:
            continue
        for word in {_meant(word) for word in _like(token, phrases)}:
            spots.setdefault(word, []).append((content_index, index))
        content_index += 1
    return spots


@lru_cache(maxsize=4096)
def _like(token: str, phrases: _Phrases) -> tuple[str, ...]:
    """Return the vocabulary words that a token may be a spelling of."""
    stem = _stem(token)
    if len(stem) <= _EXACT or stem.isdigit() or token in _NEGATIVES:
        return (stem,) if stem in phrases.vocabulary else ()
    if stem in phrases.known or token in _PLAIN:
        return tuple(
            word for word in phrases.vocabulary if word == stem or (len(word) > _SHUFFLED and stem.startswith(word))
        )
    hits = process.extract(stem, phrases.vocabulary, scorer=fuzz.ratio, score_cutoff=_NEAR - 5, limit=None)
    return tuple(word for word, likeness, _ in hits if _is_near(stem, word, likeness))


def _is_near(stem: str, word: str, likeness: float) -> bool:
    if word[0] != stem[0] or len(word) <= _EXACT or word in _NEGATIVES:
        return False
    return likeness >= _NEAR or (len(word) == _SHUFFLED and sorted(word) == sorted(stem))


def _is_heard(words: tuple[str, ...], spots: dict[str, list[tuple[int, int]]], tokens: list[str]) -> bool:
    places = [spots.get(word, []) for word in words]
    if not all(places):
        return False
    for start in sorted({place[0] for options in places for place in options}):
        end = start + len(words) + _SLACK
        near = [[place for place in options if start <= place[0] < end] for options in places]
        for picks in product(*near):
            distinct = len({index for index, _ in picks}) == len(words)
            if distinct and _grips(words, picks, tokens) and not _is_denied({index for _, index in picks}, tokens):
                return True
    return False


def _grips(words: tuple[str, ...], picks: tuple[tuple[int, int], ...], tokens: list[str]) -> bool:
    """Return whether each negative word of a phrase stands right before the word that follows it in the phrase."""
    for word, (at, index), (next_at, next_index) in zip(words, picks, picks[1:], strict=False):
        if word not in _NEGATIVES:
            continue
        between = set(tokens[index + 1 : next_index])
        if not at < next_at <= at + _GRIP or between & _LOOSE or (word != "cannot" and "and" in between):
            return False
    return True


def _is_denied(taken: set[int], tokens: list[str]) -> bool:
    """Return whether a denial reaches one of the words, or answers them."""
    after = tokens[max(taken) + 1 : max(taken) + 3]
    if after and after[0] in {"no", "none", "nil", "nope"} and after[1:] in ([], [","]):
        return True
    return any(_is_reached(index, taken, tokens) for index in taken if tokens[index] not in _NEGATIVES)


def _is_reached(at: int, taken: set[int], tokens: list[str]) -> bool:
    """Return whether a denial before a word reaches it: no break and no other word of the phrase stands between."""
    for index in range(at - 1, max(at - 1 - _REACH, -1), -1):
        token = tokens[index]
        if index in taken or (token in _BREAKS and tokens[max(index - 1, 0)] not in _OPINIONS):
            return False
        if token in _DENIALS:
            return tokens[index + 1] not in _NOT_DENIALS
    return False
