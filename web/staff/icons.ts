// The icons of the staff pages: Phosphor (MIT), inlined at build time. Each has a visible word beside it or a name on its button.
import arrowDown from "@phosphor-icons/core/bold/arrow-down-bold.svg?raw";
import arrowUp from "@phosphor-icons/core/bold/arrow-up-bold.svg?raw";
import arrowsMerge from "@phosphor-icons/core/bold/arrows-merge-bold.svg?raw";
import undo from "@phosphor-icons/core/bold/arrow-u-up-left-bold.svg?raw";
import check from "@phosphor-icons/core/bold/check-bold.svg?raw";
import merge from "@phosphor-icons/core/bold/git-merge-bold.svg?raw";
import search from "@phosphor-icons/core/bold/magnifying-glass-bold.svg?raw";
import plus from "@phosphor-icons/core/bold/plus-bold.svg?raw";
import prohibit from "@phosphor-icons/core/bold/prohibit-bold.svg?raw";
import trash from "@phosphor-icons/core/bold/trash-bold.svg?raw";
import trend from "@phosphor-icons/core/bold/trend-up-bold.svg?raw";
import warning from "@phosphor-icons/core/bold/warning-bold.svg?raw";
import offline from "@phosphor-icons/core/bold/wifi-slash-bold.svg?raw";
import close from "@phosphor-icons/core/bold/x-bold.svg?raw";
import okay from "@phosphor-icons/core/fill/check-circle-fill.svg?raw";
import hand from "@phosphor-icons/core/fill/hand-fill.svg?raw";
import personal from "@phosphor-icons/core/fill/identification-card-fill.svg?raw";
import lock from "@phosphor-icons/core/fill/lock-simple-fill.svg?raw";
import broadcast from "@phosphor-icons/core/regular/broadcast.svg?raw";
import calendar from "@phosphor-icons/core/regular/calendar-blank.svg?raw";
import chart from "@phosphor-icons/core/regular/chart-bar.svg?raw";
import download from "@phosphor-icons/core/regular/download-simple.svg?raw";
import gear from "@phosphor-icons/core/regular/gear-six.svg?raw";
import keyboard from "@phosphor-icons/core/regular/keyboard.svg?raw";
import link from "@phosphor-icons/core/regular/link.svg?raw";
import list from "@phosphor-icons/core/regular/list.svg?raw";
import leave from "@phosphor-icons/core/regular/sign-out.svg?raw";
import sliders from "@phosphor-icons/core/regular/sliders-horizontal.svg?raw";
import timer from "@phosphor-icons/core/regular/timer.svg?raw";
import people from "@phosphor-icons/core/regular/users-three.svg?raw";

export const ICONS = {
  arrowDown, arrowUp, arrowsMerge, broadcast, calendar, chart, check, close, download, gear, hand, keyboard, leave, link, list, lock, merge,
  offline, okay, people, personal, plus, prohibit, search, sliders, timer, trash, trend, undo, warning,
} as const;

export type IconName = keyof typeof ICONS;
