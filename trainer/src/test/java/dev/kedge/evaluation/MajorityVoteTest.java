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

    /**
     * Against one rival the right answer wins where it has more of the k votes: the hypergeometric distribution, summed
     * in logarithms, with half of the ties.
     */
    @Test
    void aThousandCompletionsAgainstOneRivalAreTheHypergeometricDistribution() {
        for (int right : new int[] {1, 100, 480, 512, 600, 1023}) {
            for (int k : new int[] {2, 3, 64, 512, 1000, 1023}) {
                double chance = 0;
                for (int votes = Math.max(0, k - (1024 - right)); votes <= Math.min(k, right); votes++) {
                    double ways = Math.exp(
                            logBinomial(right, votes) + logBinomial(1024 - right, k - votes) - logBinomial(1024, k));
                    chance += ways * (2 * votes > k ? 1 : 2 * votes == k ? 0.5 : 0);
                }
                // The reference itself is good to about 1e-11: logarithms of 1e3 in size.
                assertThat(MajorityVote.won(right, List.of(1024 - right), 0, k))
                        .as("%d right, k = %d", right, k)
                        .isCloseTo(chance, within(1e-10));
            }
        }
    }

    private static double logBinomial(int from, int choose) {
        double sum = 0;
        for (int i = 1; i <= choose; i++) {
            sum += Math.log((from - choose + i) / (double) i);
        }
        return sum;
    }

    /**
     * With everybody for themselves a draw of k that holds the one right answer ties it with k - 1: 1/k · k/n = 1/n.
     */
    @Test
    void manyAnswersOfOneVoteEachAreALottery() {
        for (int k : new int[] {2, 17, 500, 1023}) {
            assertThat(MajorityVote.won(1, Collections.nCopies(1023, 1), 0, k)).isCloseTo(1 / 1024.0, within(1e-12));
        }
    }

    /** Of parties of one size none is preferred: all chances together are 1. */
    @Test
    void partiesOfOneSizeHaveEqualChances() {
        for (int k : new int[] {2, 3, 31, 500, 1023}) {
            assertThat(MajorityVote.won(64, Collections.nCopies(15, 64), 0, k)).isCloseTo(1 / 16.0, within(1e-12));
            assertThat(MajorityVote.won(2, Collections.nCopies(511, 2), 0, k)).isCloseTo(1 / 512.0, within(1e-12));
        }
    }

    /** Each of the parties may be called the right one: their chances, and that of silence, make 1. */
    @Test
    void chancesOfAllPartiesMakeOne() {
        List<Integer> parties = List.of(300, 211, 157, 100, 100, 60, 31, 20, 9, 3, 1, 1);
        for (int k : new int[] {2, 5, 40, 333, 1023}) {
            double sum = 0;
            for (int party = 0; party < parties.size(); party++) {
                List<Integer> others = new ArrayList<>(parties);
                int right = others.remove(party);
                sum += MajorityVote.won(right, others, 31, k);
            }
            double silence = 1;
            for (int draw = 0; draw < k; draw++) {
                silence *= Math.max(0, 31 - draw) / (1024.0 - draw);
            }
            assertThat(sum).as("k = %d", k).isCloseTo(1 - silence, within(1e-11));
        }
    }

    @Test
    void moreVotersThanCompletionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MajorityVote.won(1, List.of(1), 0, 3))
                .withMessage("k must be in [1, 2], got 3");
    }
}
