package dev.kedge.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Groups of answers that say the same, as {@link Verifier#alike} gives them: for each answer the place of the first one
 * of its group. {@code [0, 1, 0]}: the first and the third say the same, the second something else.
 */
public final class AnswerGroups {

    private AnswerGroups() {}

    /**
     * Answers grouped by their text.
     *
     * @param answers any
     * @return equal texts say the same, others do not
     */
    public static List<Integer> byText(List<String> answers) {
        Map<String, Integer> first = new HashMap<>();
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Integer before = first.putIfAbsent(answers.get(i), i);
            groups.add(before == null ? i : before);
        }
        return groups;
    }

    /**
     * Answers grouped by a comparison: an answer joins the first group whose first answer it equals. Equal texts are
     * not compared, they say the same.
     *
     * @param answers any
     * @param same whether the second says what the first does; called for texts that differ
     * @return at most one call for each two texts
     */
    public static List<Integer> by(List<String> answers, BiPredicate<String, String> same) {
        List<Integer> texts = byText(answers);
        List<Integer> leaders = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (texts.get(i) < i) {
                groups.add(groups.get(texts.get(i)));
                continue;
            }
            int group = i;
            for (int leader : leaders) {
                if (same.test(answers.get(leader), answers.get(i))) {
                    group = leader;
                    break;
                }
            }
            if (group == i) {
                leaders.add(i);
            }
            groups.add(group);
        }
        return groups;
    }

    /**
     * Whether places are those of groups.
     *
     * @param groups of a verifier
     * @param answers how many there are
     * @return true if there is one for each, and each names itself or the first of its group
     */
    public static boolean fit(List<Integer> groups, int answers) {
        if (groups.size() != answers) {
            return false;
        }
        for (int i = 0; i < answers; i++) {
            int first = groups.get(i);
            if (first < 0 || first > i || groups.get(first) != first) {
                return false;
            }
        }
        return true;
    }
}
