package dev.kedge.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityVoteTest {

    @Test
    void aVoteOfOneIsTheShareOfRightAnswers() {
        assertThat(MajorityVote.won(3, List.of(4, 1), 2, 1)).isCloseTo(0.3, within(1e-15));
    }

    @Test
    void allTogetherTheLargestPartyWinsAndTiesAreSettledByLot() {
        assertThat(MajorityVote.won(3, List.of(2, 2), 0, 7)).isEqualTo(1);
        assertThat(MajorityVote.won(2, List.of(3, 1), 0, 6)).isEqualTo(0);
        assertThat(MajorityVote.won(2, List.of(2, 2, 1), 0, 7)).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void completionsWithoutAnAnswerAbstain() {
        assertThat(MajorityVote.won(1, List.of(), 9, 10)).isEqualTo(1);
        assertThat(MajorityVote.won(0, List.of(), 10, 10)).isEqualTo(0);
        // One right among four silent: a draw of two holds it with probability 2/5.
        assertThat(MajorityVote.won(1, List.of(), 4, 2)).isCloseTo(0.4, within(1e-15));
    }

    @Test
    void drawsOfThreeWorkedByHand() {
        // 2 right (R), 2 of one wrong answer (W): 4 draws of 3: RRW twice (won), RWW twice (lost).
        assertThat(MajorityVote.won(2, List.of(2), 0, 3)).isCloseTo(0.5, within(1e-15));
        // 2 R, 1 W, 1 X: 4 draws: RRW, RRX won; RWX twice, each by lot of three: (2 + 2/3) / 4 = 2/3.
        assertThat(MajorityVote.won(2, List.of(1, 1), 0, 3)).isCloseTo(2 / 3.0, within(1e-15));
    }

    /** Every subset counted one by one. */
    @Test
    void theExpectationIsThatOfAllDraws() {
        int[][] parties = {{3, 2, 2, 1}, {1, 1, 1, 1, 1, 1}, {4, 4, 2}, {2, 5, 1, 1}};
        for (int[] party : parties) {
            for (int abstaining = 0; abstaining <= 2; abstaining++) {
                List<Integer> votes = new ArrayList<>(Collections.nCopies(abstaining, -1));
                for (int answer = 0; answer < party.length; answer++) {
                    votes.addAll(Collections.nCopies(party[answer], answer));
                }
                List<Integer> wrong = new ArrayList<>();
                for (int answer = 1; answer < party.length; answer++) {
                    wrong.add(party[answer]);
                }
                for (int k = 1; k <= votes.size(); k++) {
                    assertThat(MajorityVote.won(party[0], wrong, abstaining, k))
                            .as("%s, %d abstain, k = %d", wrong, abstaining, k)
                            .isCloseTo(counted(votes, party.length, k), within(1e-12));
                }
            }
        }
    }

    private static double counted(List<Integer> votes, int parties, int k) {
        double won = 0;
        int draws = 0;
        for (int subset = 0; subset < 1 << votes.size(); subset++) {
            if (Integer.bitCount(subset) == k) {
                int[] counts = new int[parties];
                for (int i = 0; i < votes.size(); i++) {
                    if ((subset >> i & 1) == 1 && votes.get(i) >= 0) {
                        counts[votes.get(i)]++;
                    }
                }
                draws++;
                won += shareOfFirst(counts);
            }
        }
        return won / draws;
    }

    private static double shareOfFirst(int[] counts) {
        int tied = 1;
        for (int answer = 1; answer < counts.length; answer++) {
            if (counts[answer] > counts[0]) {
                return 0;
            }
            tied += counts[answer] == counts[0] ? 1 : 0;
        }
        return counts[0] == 0 ? 0 : 1.0 / tied;
    }

    @Test
    void moreVotersThanCompletionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MajorityVote.won(1, List.of(1), 0, 3))
                .withMessage("k must be in [1, 2], got 3");
    }
}
