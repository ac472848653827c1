// problem.ts — what went wrong, in words for the person whom it happens to.
import { FunctionsFetchError, FunctionsHttpError } from "@supabase/supabase-js";
import { t, told } from "~/words/t";

export type ProblemKind = "offline" | "signed-out" | "refused" | "missing" | "taken" | "busy" | "other";

export class Problem extends Error {
  constructor(
    message: string,
    readonly kind: ProblemKind = "other",
    readonly hint = "",
    readonly code = "",
    readonly details = "", // the server's, for who can point at the place
  ) {
    super(message);
  }
}

interface ServerError {
  message?: string;
  msg?: string;
  hint?: string | null;
  details?: string | null;
  code?: string | number;
  error_code?: string;
  status?: number;
}

const OFFLINE = /fetch|network|load failed/i;

// Codes that a person meets, and what they mean for her. The server's own words do for the rest: they are written to be read.
const byCode: Record<string, () => Problem> = {
  invalid_credentials: () => new Problem(t("This e-mail and password do not belong together."), "refused", t("Check both and try again.")),
  user_already_exists: () => new Problem(t("There is an account with this e-mail already."), "taken", t("Sign in instead.")),
  email_exists: () => new Problem(t("There is an account with this e-mail already."), "taken", t("Choose another one.")),
  same_password: () => new Problem(t("That is the password that you have."), "refused", t("Choose another one.")),
  current_password_invalid: () => new Problem(t("The current password is not right."), "refused", t("Check it and try again.")),
  weak_password: () => new Problem(t("That password is too short."), "refused", t("Use at least 8 characters.")),
  signup_disabled: () => new Problem(t("New accounts are not open here."), "refused", t("Ask the person who runs this server.")),
  over_request_rate_limit: () => new Problem(t("Too many tries for now."), "busy", t("Wait a few minutes and try again.")),
  PGRST301: () => new Problem(t("Your session has ended."), "signed-out", t("Sign in to go on. Nothing that you typed is lost.")),
  PGRST303: () => new Problem(t("Your session has ended."), "signed-out", t("Sign in to go on. Nothing that you typed is lost.")),
  session_not_found: () => new Problem(t("Your session has ended."), "signed-out", t("Sign in to go on. Nothing that you typed is lost.")),
  PGRST116: () => new Problem(t("This is not here, or not yours."), "missing", t("It may have been removed in another window.")),
  "22P02": () => new Problem(t("This is not here, or not yours."), "missing", t("The address may be mistyped.")),
  "23505": () => new Problem(t("There is one of that name already."), "taken", t("Choose another name.")),
  "23514": () => new Problem(t("One of these values is not possible."), "refused", t("Look at them again.")),
  "42501": () => new Problem(t("You may not do that."), "refused"),
};

const offline = () => new Problem(t("Rung cannot be reached."), "offline", t("What you typed is kept. It goes on when the connection is back."));

export async function problemOf(error: unknown): Promise<Problem> {
  if (error instanceof Problem) return error;
  if (error instanceof FunctionsFetchError) return offline();
  if (error instanceof FunctionsHttpError) {
    const body = await (error.context as Response).json().catch(() => ({}));
    return problemFrom({ ...body, status: (error.context as Response).status });
  }
  return problemFrom(error as ServerError);
}

// The database begins small and ends without a stop.
const asSentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.?!]$/.test(words) ? "" : ".");

function problemFrom(e: ServerError): Problem {
  const code = String(e.error_code ?? e.code ?? "");
  const known = byCode[code];
  if (known) return known();
  const message = e.message ?? e.msg ?? "";
  if (e.status === 401) return byCode.PGRST301!();
  if (e.status === 429) return byCode.over_request_rate_limit!();
  if (OFFLINE.test(message) && !code) return offline();
  if (e.status === 503) return new Problem(t("Rung is busy or restarting."), "busy", t("Try again in a moment."));
  return new Problem(message ? asSentence(told(message)) : t("Something went wrong."), "other", e.hint ? told(e.hint) : e.details ?? t("Try again. If it stays, tell the person who runs this server."), code, e.details ?? "");
}
