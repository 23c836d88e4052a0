// The icons of the staff pages: Phosphor (MIT), inlined at build time. Each has a visible word beside it or a name on its button.
import arrowDown from "@phosphor-icons/core/bold/arrow-down-bold.svg?raw";
import arrowLeft from "@phosphor-icons/core/bold/arrow-left-bold.svg?raw";
import arrowRight from "@phosphor-icons/core/bold/arrow-right-bold.svg?raw";
import undo from "@phosphor-icons/core/bold/arrow-u-up-left-bold.svg?raw";
import arrowUp from "@phosphor-icons/core/bold/arrow-up-bold.svg?raw";
import auto from "@phosphor-icons/core/bold/arrows-clockwise-bold.svg?raw";
import book from "@phosphor-icons/core/bold/book-open-text-bold.svg?raw";
import arrowsMerge from "@phosphor-icons/core/bold/arrows-merge-bold.svg?raw";
import check from "@phosphor-icons/core/bold/check-bold.svg?raw";
import captions from "@phosphor-icons/core/bold/closed-captioning-bold.svg?raw";
import grip from "@phosphor-icons/core/bold/dots-six-vertical-bold.svg?raw";
import merge from "@phosphor-icons/core/bold/git-merge-bold.svg?raw";
import hourglass from "@phosphor-icons/core/bold/hourglass-medium-bold.svg?raw";
import search from "@phosphor-icons/core/bold/magnifying-glass-bold.svg?raw";
import megaphone from "@phosphor-icons/core/bold/megaphone-bold.svg?raw";
import blank from "@phosphor-icons/core/bold/moon-bold.svg?raw";
import plus from "@phosphor-icons/core/bold/plus-bold.svg?raw";
import presentation from "@phosphor-icons/core/bold/presentation-bold.svg?raw";
import prohibit from "@phosphor-icons/core/bold/prohibit-bold.svg?raw";
import quotes from "@phosphor-icons/core/bold/quotes-bold.svg?raw";
import ranking from "@phosphor-icons/core/bold/ranking-bold.svg?raw";
import television from "@phosphor-icons/core/bold/television-bold.svg?raw";
import trash from "@phosphor-icons/core/bold/trash-bold.svg?raw";
import trend from "@phosphor-icons/core/bold/trend-up-bold.svg?raw";
import warning from "@phosphor-icons/core/bold/warning-bold.svg?raw";
import offline from "@phosphor-icons/core/bold/wifi-slash-bold.svg?raw";
import close from "@phosphor-icons/core/bold/x-bold.svg?raw";
import okay from "@phosphor-icons/core/fill/check-circle-fill.svg?raw";
import hand from "@phosphor-icons/core/fill/hand-fill.svg?raw";
import personal from "@phosphor-icons/core/fill/identification-card-fill.svg?raw";
import play from "@phosphor-icons/core/fill/play-fill.svg?raw";
import shield from "@phosphor-icons/core/fill/shield-warning-fill.svg?raw";
import lock from "@phosphor-icons/core/fill/lock-simple-fill.svg?raw";
import broadcast from "@phosphor-icons/core/regular/broadcast.svg?raw";
import calendar from "@phosphor-icons/core/regular/calendar-blank.svg?raw";
import chart from "@phosphor-icons/core/regular/chart-bar.svg?raw";
import download from "@phosphor-icons/core/regular/download-simple.svg?raw";
import gear from "@phosphor-icons/core/regular/gear-six.svg?raw";
import keyboard from "@phosphor-icons/core/regular/keyboard.svg?raw";
import link from "@phosphor-icons/core/regular/link.svg?raw";
import list from "@phosphor-icons/core/regular/list.svg?raw";
import microphone from "@phosphor-icons/core/regular/microphone.svg?raw";
import printer from "@phosphor-icons/core/regular/printer.svg?raw";
import leave from "@phosphor-icons/core/regular/sign-out.svg?raw";
import sliders from "@phosphor-icons/core/regular/sliders-horizontal.svg?raw";
import timer from "@phosphor-icons/core/regular/timer.svg?raw";
import person from "@phosphor-icons/core/regular/user.svg?raw";
import people from "@phosphor-icons/core/regular/users-three.svg?raw";

export const ICONS = {
  arrowDown, arrowLeft, arrowRight, arrowUp, arrowsMerge, auto, blank, book, broadcast, calendar, captions, chart, check, close, download, gear,
  grip, hand, hourglass, keyboard, leave, link, list, lock, megaphone, merge, microphone, offline, okay, people, person, personal, play, plus,
  presentation, printer, prohibit, quotes, ranking, search, shield, sliders, television, timer, trash, trend, undo, warning,
} as const;

export type IconName = keyof typeof ICONS;
