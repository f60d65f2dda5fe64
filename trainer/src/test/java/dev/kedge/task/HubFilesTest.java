package dev.kedge.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Splits of configurations, as cards state them and as files are usually named. */
class HubFilesTest {

    private static final List<String> GSM8K = List.of(
            "README.md",
            "main/test-00000-of-00001.parquet",
            "main/train-00000-of-00001.parquet",
            "socratic/test-00000-of-00001.parquet",
            "socratic/train-00000-of-00001.parquet");

    private static final String CARD = """
            ---
            license: mit
            configs:
            - config_name: main
              data_files:
              - split: train
                path: main/train-*
              - split: test
                path: main/test-*
            - config_name: socratic
              data_files:
              - {split: train, path: [socratic/train-*]}
            ---
            # GSM8K
            """;

    private static List<String> chosen(List<String> paths, String card, @Nullable String config, String part) {
        return new HubFiles("o/n", Optional.ofNullable(config), part).chosen(paths, card);
    }

    @Test
    void splitsAreThoseOfTheCard() {
        assertThat(chosen(GSM8K, CARD, "main", "train")).containsExactly("main/train-00000-of-00001.parquet");
        assertThat(chosen(GSM8K, CARD, "main", "test")).containsExactly("main/test-00000-of-00001.parquet");
        assertThat(chosen(GSM8K, CARD, "socratic", "train")).containsExactly("socratic/train-00000-of-00001.parquet");
        assertThat(chosen(GSM8K, CARD + "", null, "main/t*-*.parquet")).hasSize(2);
        assertThatThrownBy(() -> chosen(GSM8K, CARD, null, "train"))
                .hasMessage("o/n has the configurations main, socratic, of which config must name one, got none");
        assertThatThrownBy(() -> chosen(GSM8K, CARD, "Main", "train"))
                .hasMessage("o/n has the configurations main, socratic, of which config must name one, got Main");
        assertThatThrownBy(() -> chosen(GSM8K, CARD, "main", "validation"))
                .hasMessage("o/n (main) has the splits train, test, got validation");
        assertThatThrownBy(() -> chosen(GSM8K.subList(0, 2), CARD, "main", "train"))
                .hasMessage("o/n must have the files of train, got main/test-00000-of-00001.parquet");
    }

    /** The one that is marked, the one that is called default, or the only one; patterns without a split are train. */
    @Test
    void configurationThatIsMeantWithoutAName() {
        String marked = CARD.replace("config_name: socratic", "config_name: socratic\n  default: true");
        assertThat(chosen(GSM8K, marked, null, "train")).containsExactly("socratic/train-00000-of-00001.parquet");
        String called = CARD.replace("config_name: main", "config_name: default");
        assertThat(chosen(GSM8K, called, null, "test")).containsExactly("main/test-00000-of-00001.parquet");
        String only = "---\nconfigs:\n- config_name: x\n  data_dir: main\n  data_files: \"**/train*\"\n---\n";
        assertThat(chosen(GSM8K, only, null, "train")).containsExactly("main/train-00000-of-00001.parquet");
        String bySplit = "---\nconfigs:\n- config_name: x\n  data_files: {test: [socratic/*]}\n---\n";
        assertThat(chosen(GSM8K, bySplit, null, "test")).hasSize(2);
    }

    /** A folder or a beginning of names for the split, in the folders that are usual; other files are no rows. */
    @ParameterizedTest
    @CsvSource({
        "train.jsonl test.jsonl train.py, , train, train.jsonl",
        "data/train-00000-of-00002.parquet data/train-00001-of-00002.parquet data/test.csv, , train,"
                + " data/train-00000-of-00002.parquet data/train-00001-of-00002.parquet",
        "default/train/0000.parquet default/train/0001.parquet default/test/0000.parquet, , test,"
                + " default/test/0000.parquet",
        "train/a/x.jsonl.gz train/y.txt, , train, train/a/x.jsonl.gz",
        "en/train.csv de/train.csv, de, train, de/train.csv",
        "training.jsonl train_sft.parquet, , train, train_sft.parquet",
    })
    void usualNames(String paths, String config, String split, String expected) {
        assertThat(chosen(List.of(paths.split(" ")), "", config, split)).containsExactly(expected.split(" "));
    }

    @Test
    void whatIsNotThereIsOneLineWithWhatIs() {
        assertThatThrownBy(() -> chosen(List.of("README.md", "a.py"), "", null, "train"))
                .hasMessage("o/n must have files of the split train, got no file of rows");
        assertThatThrownBy(() -> chosen(GSM8K, "", null, "train"))
                .hasMessageStartingWith(
                        "o/n must have files of the split train, got main/test-00000-of-00001.parquet, ");
        assertThatThrownBy(() -> chosen(GSM8K, "", "main", "x/*.csv"))
                .hasMessageStartingWith("o/n must have a file that matches x/*.csv, got main/");
        assertThat(chosen(GSM8K, "", "main", "train")).containsExactly("main/train-00000-of-00001.parquet");
    }
}
