#include "score/rules.h"

const Rule rules[RULES] = {
    [RULE_EMPTY] = {"empty", SCORE_CONTENT, true, "There is no answer here to judge.",
                    "Write what you would say, in whole sentences."},

    [RULE_NO_NUMBERS] = {"no-numbers", SCORE_CONTENT, true,
                         "More of this could be measured.",
                         "Say how much, how many or how long: a number with its unit."},
    [RULE_FEW_ACTIONS] = {"few-actions", SCORE_CONTENT, true,
                          "More verbs could say what is actually done.",
                          "Use verbs that could be filmed: wrote, measured, called, "
                          "compared."},
    [RULE_WEAK_VERB] =
        {"weak-verb", SCORE_CONTENT, false,
         "This says that you were there, not what you did.",
         "Put the deed in the verb: not \"was involved in\" but \"wrote\", "
         "\"tested\", \"negotiated\"."},
    [RULE_NOT_SPECIFIC] =
        {"not-specific", SCORE_CONTENT, true, "More of this could have a name.",
         "Name something: a tool, a method, a place, a date, a role."},
    [RULE_TOO_LITTLE] =
        {"too-little", SCORE_CONTENT, true,
         "The answer ends before it has said enough.",
         "Go on for a minute or two: what you did, why, and what came of "
         "it."},
    [RULE_VAGUE] = {"vague", SCORE_CONTENT, false, "These words could mean anything.",
                    "Replace each with the thing itself."},
    [RULE_OFF_TOPIC] = {"off-topic", SCORE_CONTENT, false,
                        "This does not seem to answer the question, so what it tells "
                        "counts less.",
                        "Begin by answering what was asked; then tell the story that "
                        "proves it."},

    [RULE_NO_SITUATION] = {"no-situation", SCORE_STRUCTURE, true,
                           "The listener does not know where and when this was.",
                           "Begin with one sentence: the place, the time, what was at "
                           "stake."},
    [RULE_NO_TASK] = {"no-task", SCORE_STRUCTURE, true,
                      "It is not said what your own task was.",
                      "Add a sentence: what you had to achieve, and by when."},
    [RULE_NO_ACTION] = {"no-action", SCORE_STRUCTURE, true,
                        "What you did takes too little room.",
                        "Tell three steps that you took yourself, in order."},
    [RULE_NO_RESULT] = {"no-result", SCORE_STRUCTURE, true,
                        "The story has no end: what came of it?",
                        "Close with the result, and with a number if there is one."},
    [RULE_RESULT_UNMEASURED] = {"result-unmeasured", SCORE_STRUCTURE, false,
                                "The result is told, but not how large it was.",
                                "Add the number: before and after, or saved and won."},
    [RULE_OUT_OF_ORDER] = {"out-of-order", SCORE_STRUCTURE, false,
                           "This goes back to what should have come before.",
                           "Tell it in order: situation, task, action, result."},
    [RULE_MISSING_PARTS] = {"missing-parts", SCORE_STRUCTURE, true,
                            "The story is not whole, so its order counts less.",
                            "Tell all four parts: situation, task, action, result."},
    [RULE_NO_OPENING] = {"no-opening", SCORE_STRUCTURE, false,
                         "The first sentence does not answer yet.",
                         "Give your answer or your plan first, then explain it."},
    [RULE_NO_SEQUENCE] =
        {"no-sequence", SCORE_STRUCTURE, true,
         "The steps are not set apart from each other.",
         "Say first, then, finally: a listener cannot see paragraphs."},
    [RULE_NO_REASON] = {"no-reason", SCORE_STRUCTURE, true, "This is said without why.",
                        "Add the reason: because, so that, which means."},
    [RULE_NO_CONTRAST] = {"no-contrast", SCORE_STRUCTURE, true,
                          "No other way is weighed.",
                          "Name the alternative and why you would not take it: instead "
                          "of, at the cost of, unless."},
    [RULE_NO_EXAMPLE] = {"no-example", SCORE_STRUCTURE, true,
                         "There is no example to hold on to.",
                         "Add one case: for example, in my last project."},
    [RULE_NO_CLOSE] = {"no-close", SCORE_STRUCTURE, true,
                       "The answer stops, it does not end.",
                       "Close with one sentence that sums it up."},
    [RULE_STRUCTURE_SHORT] = {"short-structure", SCORE_STRUCTURE, true,
                              "There is too little text to have a structure.",
                              "Write at least three or four sentences."},

    [RULE_MISSING_WORDS] = {"missing-words", SCORE_RELEVANCE, true,
                            "What the question asks for is only partly there.",
                            "Take up the question's own words, and what a good answer "
                            "speaks of."},
    [RULE_DRIFTS] = {"drifts", SCORE_RELEVANCE, false,
                     "This sentence adds little to what was asked.",
                     "Tie it to the question, or leave it out."},

    [RULE_SENTENCE_LONG] =
        {"sentences-long", SCORE_COMMUNICATION, false,
         "Sentences are long on average; this one most of all.",
         "One thought a sentence: 12 to 22 words are easy to follow."},
    [RULE_SENTENCE_SHORT] = {"sentences-short", SCORE_COMMUNICATION, false,
                             "Sentences are so short that they do not connect.",
                             "Join what belongs together: 12 to 22 words are easy to "
                             "follow."},
    [RULE_RUN_ON] = {"run-on", SCORE_COMMUNICATION, false,
                     "This sentence runs on and on.",
                     "Put a full stop where you would breathe."},
    [RULE_SAME_WORDS] = {"same-words", SCORE_COMMUNICATION, false,
                         "The same few words carry the whole answer.",
                         "Vary them: the thing itself, its name, what it does."},
    [RULE_REPEATED] = {"repeated", SCORE_COMMUNICATION, false,
                       "This has been said before, almost word for word.",
                       "Say it once, where it matters most."},
    [RULE_FILLERS] = {"fillers", SCORE_COMMUNICATION, false,
                      "Words here fill time and say nothing.",
                      "Leave them out: you know, basically, kind of, I think."},
    [RULE_LONG_WINDED] =
        {"long-winded", SCORE_COMMUNICATION, false,
         "The answer is longer than a listener's patience; from here on "
         "it costs.",
         "Keep the two or three points that decide, and stop."},
    [RULE_COMMUNICATION_SHORT] = {"short-communication", SCORE_COMMUNICATION, true,
                                  "There is too little text to show how you explain.",
                                  "Write at least three or four sentences."},

    [RULE_HEDGES] =
        {"hedges", SCORE_CONFIDENCE, false, "This takes back half of what it says.",
         "Say what you know as you know it: without I think, maybe, probably."},
    [RULE_CORRECTIONS] = {"self-corrections", SCORE_CONFIDENCE, false,
                          "You correct yourself here.",
                          "In writing, correct the sentence; in speech, pause first."},
    [RULE_UNDERSELLS] = {"undersells", SCORE_CONFIDENCE, false,
                         "This makes your part smaller than it was.",
                         "Say what you did without I just, nothing special, lucky."},
    [RULE_CONFIDENCE_SHORT] = {"short-confidence", SCORE_CONFIDENCE, true,
                               "There is too little text to hear how sure you are.",
                               "Write at least three or four sentences."},
};

const Rule *rule_named(Str name)
{
    for (isize i = 0; i < RULES; i++)
        if (str_eq(name, str_of(rules[i].name)))
            return &rules[i];
    return NULL;
}
