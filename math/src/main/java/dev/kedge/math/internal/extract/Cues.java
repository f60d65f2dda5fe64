package dev.kedge.math.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words that announce an answer, by language: {@code Answer:}, {@code the answer is}, {@code 答案是}, {@code Ответ:}.
 * All of it is data; {@link Markers} looks for it.
 */
final class Cues {

    /**
     * The words of one language.
     *
     * @param nouns what an answer is called, in small letters
     * @param verbs what may stand between that and the answer; a colon or an equals sign always may
     */
    record Language(List<String> nouns, List<String> verbs) {}

    /** In English a subject may stand between noun and verb: "the answer to the first question is". */
    static final Language ENGLISH = language(
            "answer,ans,correct option,correct choice,right option,right choice,best option,best choice",
            "is,are,should be,would be,will be,must be,was,equals,becomes,turns out to be,comes out to be,comes to");

    static final List<Language> OTHERS = List.of(
            language("réponse,reponse,réponse finale,rép", "est,est donc,sera,vaut"),
            language("respuesta,respuesta final,resp,rpta", "es,es entonces,será,sería,correcta es,final es"),
            language("resposta", "é,será,seria,correta é,final é,é o"),
            language("risposta", "è,sarà,sarebbe,corretta è,finale è,e'"),
            language("antwort,lösung,ergebnis", "ist,lautet,wäre,beträgt"),
            language("antwoord", "is,luidt"),
            language("svar,svaret", "är,er,blir,bliver"),
            language("vastaus,vastus", "on"),
            language("răspuns,răspunsul,raspunsul,raspuns", "este,e"),
            language("odpowiedź,odpowiedz", "to,brzmi,jest"),
            language("odpověď,odpoveď,odgovor", "je,zní"),
            language("válasz,a válasz", "az,a"),
            language("atsakymas", "yra"),
            language("atbilde", "ir"),
            language("απάντηση", "είναι"),
            language("cevap,yanıt,cevabımız", "şudur,şu"),
            language("jawaban,jawabannya,jawapan", "adalah,ialah"),
            language("đáp án,đáp số,câu trả lời,trả lời", "là"),
            language("sagot", "ay"),
            language("jibu", "ni"),
            language("ответ,відповідь,отговор,одговор", "равен,это,будет,е,є,—,–,-"),
            language("答案,正确答案,最终答案,正確答案", "是,为,為,就是,应为,應為,应该是,應該是,应是,等于,等於,即为,選,选"),
            language("答え,答,正解,回答,解答,正答", "は,为,為,是"),
            language("답,정답,해답", "은,는,이,:"),
            language("الجواب,الإجابة,جواب,الاجابة", "هو,هي"),
            language("תשובה,התשובה", "היא,הוא"),
            language("پاسخ,جواب", "برابر است با,است"),
            language("उत्तर,जवाब", "है,होगा"),
            language("উত্তর", "হল,হলো"),
            language("คำตอบ", "คือ,เท่ากับ"),
            language("பதில்,విజవాబు,జవాబు,സമാധാനം,ಉತ್ತರ,જવાબ,ਉੱਤਰ", ""));

    /** What may stand between a verb and the answer. */
    static final List<String> FILLERS = List.of(
            "indeed",
            "therefore",
            "thus",
            "then",
            "simply",
            "approximately",
            "about",
            "just",
            "actually",
            "equal to",
            "given by",
            "roughly",
            "exactly",
            "clearly",
            "for sure",
            "definitely",
            "certainly",
            "probably",
            "likely",
            "surely",
            "hence",
            "also",
            "still",
            "now",
            "in fact",
            "as follows",
            "donc",
            "entonces",
            "also",
            "circa",
            "environ",
            "约",
            "約",
            "大约");

    /** Words before the noun with which no final answer is announced. */
    static final Set<String> NOT_BEHIND = Set.of(
            "check",
            "checking",
            "verify",
            "verifying",
            "verifies",
            "confirm",
            "confirming",
            "confirms",
            "double-check",
            "wrong",
            "incorrect",
            "possible",
            "previous",
            "initial",
            "earlier",
            "old",
            "alternative",
            "if",
            "whether",
            "suppose",
            "assume",
            "assuming",
            "hope",
            "test",
            "common",
            "tempting",
            "naive",
            "another",
            "intermediate",
            "no",
            "sanity",
            "wrongly",
            "example",
            "sample",
            "false");

    /** Words between such a word and the noun: "check our final answer". */
    static final Set<String> POSSESSIVES = Set.of(
            "our", "my", "the", "your", "this", "that", "his", "her", "its", "their", "a", "an", "final", "of",
            "first");

    /** Words behind the verb that say something about an answer given elsewhere. */
    static final Set<String> VERDICTS = Set.of(
            "correct",
            "right",
            "consistent",
            "wrong",
            "incorrect",
            "verified",
            "checked",
            "confirmed",
            "reasonable",
            "unique",
            "below",
            "above",
            "shown",
            "given",
            "known",
            "obvious",
            "clear",
            "valid",
            "plausible",
            "sensible",
            "acceptable",
            "found",
            "obtained",
            "required",
            "needed",
            "expected",
            "unknown",
            "easy",
            "simple",
            "exact",
            "rounded",
            "boxed",
            "marked",
            "written",
            "indeed",
            "in",
            "there",
            "here",
            "supported",
            "sound",
            "complete");

    /** What denies that the answer follows, behind the verb. */
    static final List<String> DENIALS =
            List.of("not ", "n't ", "n’t ", "never ", "neither ", "不是", "并非", "nicht ", "pas ", "не ");

    /** What introduces the answer behind a denial: "not 70 but 72". */
    static final List<String> INSTEAD =
            List.of(" but rather ", " but ", " rather it is ", "而是", " sondern ", " mais ", " sino ", " а ");

    /** What ends a sentence behind the answer in languages whose verb stands last. */
    static final List<String> COPULAS = List.of(
            "です", "でした", "だ", "である", "になります", "となります", "となる", "になる", "であります", "입니다", "이다", "이에요", "예요", "이 됩니다",
            "가 됩니다", " है", " हैं", " होगा", "'dir", "'dır", "'dur", "'tir", "'tür", " است");

    /** What takes back what was said before it. */
    static final List<String> RETRACTIONS = List.of(
            "wait, no",
            "wait no",
            "that is wrong",
            "that's wrong",
            "that’s wrong",
            "this is wrong",
            "actually, no",
            "actually no",
            "i was wrong",
            "that can't be right",
            "that cannot be right",
            "that is not right",
            "that's not right",
            "i made a mistake",
            "i made an error",
            "let me redo",
            "let me recalculate",
            "let me recompute",
            "let me try again",
            "scratch that",
            "my mistake",
            "no, that");

    private Cues() {}

    private static Language language(String nouns, String verbs) {
        List<String> known = new ArrayList<>();
        for (String verb : verbs.split(",", -1)) {
            if (!verb.isEmpty()) {
                known.add(verb);
            }
        }
        return new Language(List.of(nouns.split(",", -1)), List.copyOf(known));
    }
}
