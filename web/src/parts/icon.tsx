// icon.tsx — Lucide's icons by the names that we use; each is drawn from its data, so that only these are in the bundle.
import {
  Archive, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Bell, Briefcase, Building2, Calendar, Check, ChevronDown, ChevronRight, CircleAlert, ClipboardPaste, Clock,
  CloudOff, Copy, Download, Ellipsis, ExternalLink, Eye, FileText, FileUp, Flame, Funnel, GripVertical, History, House, Info, LayoutList, Lightbulb, Link, LogOut, Mail,
  MapPin, MessageSquareText, Mic, Pencil, Phone, Play, Plus, Redo2, RotateCcw, Search, Send, Settings, SquareKanban, Star, Table2, Target, Trash2, TrendingUp, Undo2, Upload,
  User, Users, Wallet, X, Zap,
  Camera, Globe, Lock, Monitor, Moon, Sun,
} from "lucide";
import type { IconNode } from "lucide";
import { h } from "preact";

const nodes = {
  archive: Archive, down: ArrowDown, back: ArrowLeft, forward: ArrowRight, up: ArrowUp, bell: Bell, job: Briefcase, company: Building2, calendar: Calendar, check: Check,
  open: ChevronDown, more: ChevronRight, alert: CircleAlert, paste: ClipboardPaste, clock: Clock, offline: CloudOff, copy: Copy, download: Download, menu: Ellipsis,
  outside: ExternalLink, eye: Eye, resume: FileText, import: FileUp, streak: Flame, filter: Funnel, grip: GripVertical, history: History, home: House, info: Info, list: LayoutList,
  idea: Lightbulb, link: Link, leave: LogOut, mail: Mail, place: MapPin, practice: MessageSquareText, voice: Mic, edit: Pencil, phone: Phone, play: Play, add: Plus, redo: Redo2,
  again: RotateCcw, search: Search, send: Send, settings: Settings, board: SquareKanban, star: Star, table: Table2, target: Target, remove: Trash2, rising: TrendingUp, undo: Undo2,
  upload: Upload, person: User, people: Users, money: Wallet, close: X, quick: Zap,
  camera: Camera, globe: Globe, lock: Lock, system: Monitor, dark: Moon, light: Sun,
} satisfies Record<string, IconNode>;

export type IconName = keyof typeof nodes;

// Beside words that say the same; alone it needs the label of its button.
export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg class={small ? "icon small" : "icon"} viewBox="0 0 24 24" aria-hidden="true">
      {nodes[name].map(([tag, attributes], i) => h(tag as string, { key: i, ...attributes }))}
    </svg>
  );
}
