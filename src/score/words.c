/* words.c — the words and phrases that the rules look for: data, and our own choice. */
#include "score/lexicon.h"

const Phrases word_lists[] = {
    {CUE_FILLER, false,
     "um|umm|uh|uhh|er|erm|hmm|ah|you know|i mean|sort of|kind "
     "of|kinda|sorta|basically|"
     "actually|literally|honestly|obviously|to be honest|at the end of the day|so yeah|"
     "yeah|like i said|as i said|if that makes sense|you know what i mean|or something|"
     "or whatever|and stuff|and things like that|and all that|needless to say|ok "
     "so|okay so"},
    {CUE_HEDGE, false,
     "i think|i guess|i suppose|i believe|i feel like|i would say|i'd "
     "say|maybe|perhaps|"
     "probably|possibly|hopefully|somewhat|more or less|i hope|in a way|to some extent|"
     "might be|could be|i'm not sure but|not sure if|it seems|it seemed "
     "like|supposedly|"
     "i don't really know|as far as i know|if i remember correctly|a little "
     "bit|presumably"},
    {CUE_CORRECTION, false,
     "i mean|no wait|wait no|sorry i mean|sorry no|actually no|let me rephrase|or "
     "rather|scratch that|"
     "let me start over|let me start again|what i meant|correction|no actually|i "
     "meant"},
    {CUE_UNDERSELL, false,
     "i just|i only|nothing special|i was lucky|just lucky|not an expert|i'm not sure|"
     "i don't know|not very good at|not really good at|not good at|no big deal|"
     "i'm no expert|not that important|i can't think of|i cannot think of|anyone could "
     "have|"
     "it wasn't much|nothing much|i'm not really"},

    {CUE_STOP, false,
     "a|about|above|after|again|all|also|am|an|and|any|anything|are|aren't|as|at|back|"
     "be|"
     "because|been|before|being|below|between|both|but|by|can|can't|cannot|come|could|"
     "couldn't|did|didn't|do|does|doesn't|doing|don't|down|during|each|either|else|"
     "even|"
     "ever|every|everything|few|for|from|further|get|gets|give|go|goes|going|got|had|"
     "has|"
     "have|haven't|having|he|her|here|hers|him|his|how|however|i|i'd|i'll|i'm|i've|if|"
     "in|"
     "into|is|isn't|it|it's|its|itself|just|let|like|made|make|many|may|me|might|more|"
     "most|"
     "much|must|my|myself|never|next|no|nor|not|nothing|now|of|off|often|on|once|one|"
     "only|"
     "or|other|others|our|ours|out|over|own|put|rather|same|say|says|see|shall|she|"
     "should|"
     "since|so|some|someone|something|still|such|take|tell|than|that|that's|the|their|"
     "them|"
     "then|there|these|they|thing|things|this|those|though|through|time|to|too|two|"
     "under|"
     "until|up|upon|us|use|used|using|very|want|was|wasn't|way|we|we're|we've|well|"
     "went|"
     "were|weren't|what|when|where|whether|which|while|who|whom|whose|why|will|with|"
     "within|"
     "without|won't|would|wouldn't|yes|yet|you|you'd|you'll|you're|your|yours|yourself|"
     "describe|example|talk|please|explain|situation|would "
     "you|does|got|another|first|good|"
     "need|needs|work|works|working|worked|new|know|three|day|days|week|weeks|month|"
     "months|"
     "year|years|asked|ask|nobody|anyone|anybody|tell|hear|heard|moment|kind|happen|"
     "happened|"
     "happens|someone|somebody|gave|yourself|piece|instance|wanted|really|long|little"},
    {CUE_ENGLISH, false,
     "the|and|to|of|that|with|for|it|is|this|they|we|my|our|were|from|have|had|which|"
     "by|be|"
     "as|not|are|would|their|you|i|but|or|at|because|when|then|i'd|i've|i'm|them|if|"
     "how|"
     "who|there|what|been|could|should|after|before|about|each|only|than|into"},

    {CUE_SITUATION, false,
     "at my last|at my previous|at my former|at my current|at my first|in my last|"
     "in my previous|in my first|in my current|at my old|when i was|when i worked|"
     "while i was|while working|when i joined|when i started|last year|last summer|"
     "last spring|last autumn|last winter|last month|last quarter|two years ago|"
     "three years ago|a year ago|a few years ago|some years ago|years ago|months ago|"
     "at the time|back then|back when|in the last|during my|during a|during the|"
     "the situation|we had a|we were|there was|there were|our team was|my team was|"
     "our team had|our company|our customers|our largest|our biggest|our only|the "
     "company|"
     "at university|at school|at college|in a project|on a project|in a release|before "
     "a|"
     "before the|after a year|i once|one day|weeks before|days before|months before|"
     "i worked at|i worked as|i worked for|i was working|as a student|in january|"
     "in february|in march|in april|in may|in june|in july|in august|in september|"
     "in october|in november|in december|a customer|a client|a colleague"},
    {CUE_TASK, false,
     "my task|my job was|my goal|my role|my responsibility|our goal|our task|the goal|"
     "the task|the challenge|the problem was|the aim|my aim|i was asked|i was asked to|"
     "was asked to|asked me to|i had to|we had to|i needed to|we needed to|"
     "i was responsible|it was my job|it was my task|i was in charge|i took on|"
     "i was supposed to|i was given|i was assigned|i was told to|had to be|needed to "
     "be|"
     "i wanted to|we wanted to|i set out to|the target|the deadline|my manager asked|"
     "it was up to me|i was to|the question was|i promised|i volunteered|i offered to|"
     "i led|as the lead|i owned"},
    {CUE_STEP, false,
     "so i|first i|then i|next i|after that i|i decided|i started|i began|i made sure|"
     "i took|i went|i sat down|i set|i put|i got|i did|i said|i gave|i kept|i held|"
     "i brought|i ran|we decided|we started|we agreed|my approach|my first step|step "
     "by step"},
    {CUE_RESULT, false,
     "as a result|as a consequence|in the end|the result|the outcome|the results|"
     "resulting in|resulted in|which led to|led to|this led|thanks to this|because of "
     "this|"
     "eventually|ultimately|finally we|by the end|since then|ever since|after that the|"
     "in total|afterwards|within a month|within a week|a month later|a week later|"
     "weeks later|months later|a year later|after a month|after two weeks|after six "
     "weeks|"
     "after three months|after six months|after a week|on average|we shipped|we "
     "delivered|"
     "we launched|on time|under budget|the customer signed|the client signed|renewed|"
     "was promoted|was adopted|it worked|it still runs|still in use|to this day|up "
     "from|"
     "down from|went from|fell from|rose from|dropped from|grew from|fell by|rose by|"
     "dropped by|went up by|went down by|the numbers"},
    {CUE_LEARNED, false,
     "i learned|i learnt|i have learned|what i learned|it taught me|taught me|i "
     "realised|"
     "i realized|the lesson|my lesson|looking back|next time|since then i|i now|"
     "i took away|what i took|from then on|i would do differently|i'd do differently"},

    {CUE_SEQUENCE, false,
     "first|firstly|first of all|second|secondly|third|thirdly|then|next|after that|"
     "afterwards|finally|lastly|in the first week|to begin|to start|start with|i start|"
     "i begin|begin with|before that|meanwhile|at the same time|once that|step|one|"
     "in parallel|later|last|at last|only then|from there"},
    {CUE_REASON, false,
     "because|since|so that|therefore|that is why|that's why|which means|this means|"
     "that means|the reason|due to|in order to|as a result|otherwise|so i|so we|so the|"
     "so it|which is why|which makes|that way|this way|this lets|this keeps|hence|thus|"
     "which gives|matters because|since the|so|to avoid|to keep|to find|to see|to "
     "make|why|"
     "that lets|which lets|which keeps"},
    {CUE_CONTRAST, false,
     "but|however|although|though|trade off|trade offs|tradeoff|tradeoffs|instead|"
     "on the other hand|rather than|depends|it depends|depending "
     "on|whereas|while|unless|"
     "at the cost|the cost|the price|the downside|the risk|the "
     "drawback|versus|compared|"
     "not the|only if|only when|in exchange|alternatively|if not|in contrast|despite|"
     "the alternative|even if|yet|not only|on the one hand|without|no longer|simpler|"
     "cheaper|slower|more expensive|at most|enough|against|only for|only where|even "
     "though"},
    {CUE_EXAMPLE, false,
     "for example|for instance|such as|e g|in my last|at my last|in my previous|"
     "at my previous|once i|i once|in one case|say|for one|last year|in a previous|"
     "when i|in one project|in practice|a case|in my current|at my "
     "current|recently|like the|"
     "i would ask|in my first|to illustrate|imagine|suppose"},
    {CUE_CLOSE, false,
     "in short|in summary|to sum up|overall|in conclusion|finally|in the end|"
     "so in|all in all|to conclude|the point is|above all|most of all|what matters|"
     "what counts|that is why|that's why|afterwards|at the end|lastly|last|i am "
     "looking|"
     "i'm looking|i look forward|i would like|i'd like|from then on|only then|"
     "until then|in any case|either way|whatever the|the main thing|this way|that way|"
     "so that|never|always|if it|if that|if they|if the"},
    {CUE_PLAN, false,
     "i would|i'd|i will|i'll|my approach|my plan|my first step|i start|i begin|i ask|"
     "i check|i look|i want|i measure|i compare|i choose|i test|i decide|we would|"
     "the core|the idea|the key|the first thing|the main|in short|it depends|there are|"
     "i am|i'm|i have|i've|i use|i read|i find|i see|is a|are the|means|i expect|"
     "it is|both|yes|no|each|every|the browser|the service|the answer"},

    {CUE_VAGUE, false,
     "things|stuff|various|a lot|lots|lots of|etc|and so on|and so forth|somehow|"
     "some kind of|pretty much|really|very|nice|great|amazing|awesome|hardworking|"
     "hard working|hard worker|team player|passionate|go getter|outside the box|"
     "people person|fast learner|quick learner|perfectionist|whatever|good "
     "at|everything|"
     "best practices|state of the art|synergy|leverage|successfully|a bunch|"
     "different things|many things|several things|stuff like that|110 percent|"
     "highly motivated|result oriented|results oriented|dynamic|proactive|"
     "in a timely manner|went well|worked out|all good|it was fine|something like "
     "that"},
    {CUE_WEAK, false,
     "was responsible for|were responsible for|was involved in|were involved in|"
     "i helped with|helped out|was part of|was tasked with|participated in|"
     "took part in|was in charge of|worked on|dealt with|was working on|handled|"
     "it was decided|was done|were done|it got done|tried to"},
    {CUE_TIME, false,
     "january|february|march|april|june|july|august|september|october|november|"
     "december|"
     "monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last year|"
     "last month|last week|last quarter|last summer|last winter|last spring|last "
     "autumn|"
     "years ago|months ago|weeks ago|morning|evening|night|noon|quarter|overnight|"
     "in the first week|every morning|every evening|every week|every month|every day|"
     "two weeks|three weeks|six weeks|three months|six months|two years|three years"},
    {CUE_UNIT, false,
     "percent|percentage|euros|euro|dollars|dollar|pounds|hours|hour|minutes|minute|"
     "seconds|second|milliseconds|days|day|weeks|week|months|month|years|year|people|"
     "users|user|customers|customer|clients|orders|requests|tickets|calls|errors|"
     "servers|records|rows|files|pages|lines|times|points|million|thousand|hundred|"
     "billion|meetings|teams|colleagues|engineers|developers|students|tests|bugs|"
     "stores|shops|sales|units|items|kilometres|kilograms|tonnes|gigabytes|megabytes|"
     "terabytes|kilobytes|ms|gb|mb|tb|kb|k|m|fold|x|stars|visits|sign ups|accounts|"
     "messages|events|complaints|contracts|invoices|returns|questions|interviews|"
     "countries|languages|queries|transactions|nodes|machines|services|steps"},
    {CUE_QUANTITY, false,
     "halved|doubled|tripled|quadrupled|twice as|by half|in half|half the|a third of|"
     "a quarter of|two thirds|tenfold|twofold|threefold|to zero|per second|per day|"
     "per hour|per minute|per week|per month|p99|p95|order of magnitude"},
    {CUE_COUNT, false,
     "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
     "fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
     "hundred|thousand|million|dozen|half"},
    {CUE_TOOL, false,
     "sql|postgres|postgresql|mysql|sqlite|oracle|mongodb|redis|kafka|rabbitmq|"
     "elasticsearch|index|indexes|query plan|execution plan|explain|transaction|lock|"
     "locks|cache|caching|cdn|dns|tcp|tls|http|https|rest|graphql|grpc|json|xml|html|"
     "css|"
     "javascript|typescript|python|java|kotlin|swift|rust|go|c|c++|ruby|php|react|vue|"
     "angular|node|django|spring|rails|linux|bash|docker|kubernetes|terraform|ansible|"
     "aws|azure|gcp|s3|lambda|ci|cd|pipeline|git|github|gitlab|branch|merge|commit|"
     "pull request|code review|unit test|unit tests|integration test|integration tests|"
     "end to end|regression|linter|profiler|flame graph|heap dump|stack trace|log|logs|"
     "metric|metrics|dashboard|alert|alerts|trace|tracing|monitoring|prometheus|"
     "grafana|"
     "queue|queues|worker|workers|load balancer|replica|replicas|shard|shards|sharding|"
     "partition|partitions|primary key|foreign key|schema|migration|backup|rollback|"
     "feature flag|canary|hash|salt|bcrypt|token|cookie|session|oauth|jwt|csrf|xss|"
     "injection|encryption|certificate|firewall|rate limit|idempotent|idempotency|"
     "idempotency key|retry|retries|timeout|timeouts|back off|backoff|circuit breaker|"
     "deadlock|race "
     "condition|mutex|thread|threads|process|websocket|websockets|webhook|"
     "api|apis|endpoint|endpoints|microservice|microservices|monolith|object storage|"
     "database|table|tables|column|columns|join|joins|view|views|trigger|excel|"
     "spreadsheet|crm|salesforce|jira|confluence|slack|figma|sap|power bi|tableau|"
     "funnel|cohort|cohorts|retention|churn|conversion|activation|a b test|experiment|"
     "control group|confidence interval|sample size|p value|significance|null "
     "hypothesis|"
     "regression model|gradient|overfitting|training set|test set|cross validation|"
     "precision|recall|baseline|interview|interviews|survey|prototype|roadmap|backlog|"
     "sprint|kanban|scrum|okr|okrs|north star|persona|usability test|checklist|runbook|"
     "postmortem|root cause|service level|sla|slo|budget|contract|invoice|payroll|gdpr|"
     "audit|compiler|garbage collector|memory|pointer|stack|heap|big o|hash table|"
     "binary search|linked list|tree|graph|event log|outbox|checksum|quorum|leader|"
     "consensus|consistent hashing|bloom filter|ttl|etag|version number|optimistic "
     "lock|"
     "isolation level|snapshot|write ahead log|nps|arpu|mvp|landing page|pricing"},

    {CUE_VERB, true,
     "achieve|add|agree|analyse|analyze|answer|apply|approve|arrange|ask|assemble|"
     "assign|"
     "audit|automate|balance|build|built|calculate|call|cancel|change|check|choose|"
     "chose|"
     "clarify|coach|collect|communicate|compare|complete|configure|confirm|contact|"
     "convince|coordinate|correct|count|cover|create|cut|debug|decide|define|delegate|"
     "deliver|demonstrate|deploy|design|detect|develop|document|draft|draw|drew|"
     "eliminate|"
     "escalate|estimate|evaluate|examine|explain|extract|find|found|fix|follow|gather|"
     "gave|group|guide|handed|implement|improve|inform|inspect|install|instrument|"
     "integrate|interview|introduce|investigate|invite|isolate|launch|lead|led|limit|"
     "link|list|listen|locate|log|map|mark|measure|meet|met|mentor|merge|migrate|"
     "monitor|"
     "move|negotiate|note|notify|offer|open|order|organise|organize|pair|patch|phone|"
     "pilot|"
     "plan|prepare|present|prioritise|prioritize|produce|profile|promise|propose|prove|"
     "prototype|publish|question|raise|read|rebuild|rebuilt|recalculate|record|recover|"
     "recruit|redesign|refactor|rehearse|release|remove|renegotiate|reorganise|repair|"
     "replace|report|reproduce|request|rerun|research|resolve|restore|review|revise|"
     "rewrite|rewrote|roll|rotate|run|ran|schedule|script|sell|sold|send|sent|separate|"
     "set|share|ship|show|simplify|sketch|solve|sort|split|standardise|stop|store|"
     "structure|study|suggest|summarise|support|survey|switch|talk|taught|teach|tell|"
     "told|"
     "test|time|trace|track|train|translate|troubleshoot|update|upgrade|validate|"
     "verify|"
     "visit|wrote|write|warn|watch"},
    {CUE_CHANGE, true,
     "increase|decrease|reduce|rise|rose|fall|fell|grow|grew|drop|gain|save|halve|"
     "double|"
     "triple|cut|improve|lower|shrink|shrank|win|won|earn|renew|exceed|avoid|prevent|"
     "adopt|recover|shorten|sell|sold|retain|convert|succeed|finish|approve"},
    {CUE_PAST, false,
     "was|were|had|did|went|made|took|gave|found|wrote|ran|led|built|told|said|sent|"
     "sold|"
     "met|kept|held|brought|began|chose|cut|drew|fell|felt|got|grew|knew|left|lost|"
     "paid|"
     "put|read|rose|saw|set|shrank|sat|spent|spoke|stood|taught|thought|understood|"
     "won"},
    {CUE_I, false, "i|i'd|i've|i'm|i'll|my|me|mine|myself"},
    {CUE_WE, false, "we|we'd|we've|we're|we'll|our|us|ours|ourselves"},
    {CUE_JOIN, false, "and|but|so|because|which|then|or"},
};
const isize word_list_count = countof(word_lists);

/* Words that say the same thing in an interview; the first stands for its group. */
const char *const synonym_groups[] = {
    "conflict disagreement disagree argument argue dispute clash tension quarrel",
    "resolve resolution settle settled solve solved solution fix fixed",
    "colleague coworker teammate peer",
    "customer client buyer",
    "fail failure failed mistake error wrong",
    "learn learned learnt lesson",
    "lead led leader leadership",
    "boss manager supervisor",
    "convince convinced persuade persuaded influence",
    "fast quick quickly rapidly speed",
    "improve improvement better optimise optimize",
    "measure measured metric metrics measurement",
    "priority prioritise prioritize prioritisation prioritization",
    "deadline late overdue",
    "goal objective aim target",
    "feedback criticism critique",
    "help helped support supported assist",
    "employee staff worker people person",
    "plan planned planning roadmap",
    "reduce reduced lower decrease cut shrink",
    "increase increased raise grow grew rise rose growth",
    "begin began start started",
    "buy bought purchase",
    "company employer organisation organization firm",
    "salary pay compensation wage",
    "test tested testing tests",
    "db database databases",
    "request requests query queries",
    "cache cached caching",
    "replica replicas replication copy copies",
    "shard shards sharding partition partitions partitioning",
    "queue queues queued",
    "secure security safe safety protect protection",
    "failover outage downtime down",
    "slow latency slower",
    "user users",
    "risk risks risky danger",
    "decide decided decision choose chose choice",
    "explain explained explanation",
    "interview interviews interviewed",
    "experiment experiments",
    "cost costs expensive price",
    "honest honesty open openly transparent truth",
    "angry upset furious unhappy",
    "difficult hard challenging tough",
    "proud pride",
    "succeed success successful achievement achieve achieved accomplish",
    "strength strengths",
    "weakness weaknesses",
    "career path",
    "motivate motivation motivated motivates",
    "onboard onboarding",
    "retention retain retained",
    "delegate delegated delegation",
    "alert alerts alarm alarms",
    "log logs logging logged",
    "rollback revert undo",
    "release released ship shipped deploy deployed deployment launch launched",
    "stakeholder stakeholders",
};
const isize synonym_group_count = countof(synonym_groups);

/* What a story may say instead: the first word's subject is there when any of the
 * others is. Only in this direction: who saves time has improved something, and not all
 * who improve save time. */
const char *const themes[] = {
    "improve reduce increase save faster shorter fewer simpler fell drop halve",
    "conflict wrong oppose object objection annoyed disliked refuse contrary afraid",
    "resolve agree agreed compromise propose proposed suggest suggested",
    "fail wrong lost miss missing late overlooked forgot broke apologise",
    "change since checklist rule afterwards differently introduce introduced new",
    "colleague team she he neighbour",
    "help show showed taught explain sat together",
    "learn course practise practice read study understand realise realised",
    "lead team responsible trained convince decide",
    "convince show showed numbers agree test pilot trial",
    "proud still use result succeed",
    "customer guest patient reader visitor passenger shop school student",
    "deadline friday monday wednesday date hour week",
    "priority first list before",
    "pressure deadline ill night urgent",
    "feedback said told survey review quiet",
    "goal wanted reach reached",
    "mistake fail forgot lost late",
    "decide agree chose",
    "explain draw drew show example compare",
    "organise plan planned list date prepare prepared",
    "motivate enjoy like interested matter",
    "strength best good enjoy",
    "weakness learn lack difficult",
};
const isize theme_count = countof(themes);
