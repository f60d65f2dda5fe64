package dev.kedge.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Kinds by name: Kedge's first, others after them, each name once. */
class CatalogueTest {

    /** The product of the test's kinds. */
    public interface Greeting {
        String text();
    }

    record Word(String word, int times) {
        static final Word DEFAULT = new Word("hello", 1);

        Word {
            Require.atLeast("times", 1, times);
        }
    }

    record Both(Choice<Greeting> first, Choice<Greeting> second) {}

    private static final Kind<Word, Greeting> SAY = Kind.of(
            Greeting.class,
            "say",
            About.of("says a word"),
            Word.DEFAULT,
            word -> () -> word.word().repeat(word.times()));

    private static final Kind<NoSettings, Greeting> WAVE =
            Kind.plain(Greeting.class, "wave", About.of("says nothing"), () -> () -> "");

    private static final Kind<Both, Greeting> BOTH = Kind.combining(
            Greeting.class,
            "both",
            About.of("one after the other"),
            new Both(Choice.of(WAVE), Choice.of(WAVE)),
            (config, others) -> () -> others.apply(config.first()).text()
                    + others.apply(config.second()).text());

    private static final Catalogue<Greeting> OWN = Catalogue.of(Greeting.class, List.of(SAY, WAVE, BOTH));

    private static ForeignKinds foreign(Kind<?, ?>... kinds) {
        KindProvider provider = () -> List.of(kinds);
        return ForeignKinds.of(List.of(provider));
    }

    /** A class of the user's. */
    public static final class Loud implements Greeting {

        private final Volume volume;

        /** Its settings. */
        public record Volume(int marks) {}

        public Loud(Volume volume) {
            this.volume = volume;
        }

        @Override
        public String text() {
            return "hey" + "!".repeat(volume.marks());
        }
    }

    /** Has two constructors. */
    public static final class Undecided implements Greeting {
        public Undecided() {}

        public Undecided(int number) {}

        @Override
        public String text() {
            return "";
        }
    }

    @Test
    void ownKindsComeFirstAndEachInTheOrderOfAddition() {
        Kind<NoSettings, Greeting> zzz = Kind.plain(Greeting.class, "zzz", About.of(""), () -> () -> "z");
        Kind<NoSettings, Greeting> bow = Kind.plain(Greeting.class, "bow", About.of(""), () -> () -> "b");
        Kind<NoSettings, String> other = Kind.plain(String.class, "text", About.of(""), () -> "text");
        assertThat(OWN.with(foreign(zzz, other, bow)).names()).containsExactly("say", "wave", "both", "zzz", "bow");
        assertThat(OWN.with(foreign(zzz, other, bow)).kinds())
                .extracting(Kind::name)
                .containsExactly("say", "wave", "both", "zzz", "bow");
        assertThat(OWN.with(foreign(bow)).with(foreign(zzz)).kinds())
                .extracting(Kind::name)
                .containsExactly("say", "wave", "both", "bow", "zzz");
    }

    @Test
    void aNameIsTakenOnce() {
        Kind<NoSettings, Greeting> say = Kind.plain(Greeting.class, "say", About.of(""), () -> () -> "s");
        Kind<NoSettings, Greeting> bow = Kind.plain(Greeting.class, "bow", About.of(""), () -> () -> "b");
        assertThatThrownBy(() -> OWN.with(foreign(say)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the kind say of " + getClass().getName())
                .hasMessageEndingWith("must have another name: Kedge has a Greeting of that name");
        assertThatThrownBy(() -> OWN.with(foreign(bow, bow)))
                .hasMessageContaining("the kind bow of")
                .hasMessageContaining("has a Greeting of that name");
    }

    @Test
    void aKindOfAnotherTypeIsTakenWhereItIsWelcome() {
        Kind<Word, String> text =
                Kind.of(String.class, "text", About.of(""), Word.DEFAULT, word -> word.word() + word.times());
        Catalogue<Greeting> open =
                OWN.accepting(String.class, string -> () -> string).with(foreign(text));
        assertThat(Choice.of(open.kind("text")).create().text()).isEqualTo("hello1");
        assertThat(OWN.with(foreign(text)).find("text")).isEmpty();
    }

    @Test
    void choicesWithinAChoiceAreMadeAsTheOutermostIs() {
        Choice<Greeting> twice = Choice.of(BOTH, new Both(Choice.of(SAY), Choice.of(SAY, new Word("x", 3))));
        assertThat(twice.create().text()).isEqualTo("helloxxx");
        Choice<Greeting> bye = Choice.of(SAY, new Word("bye", 1));
        assertThat(twice.create(choice -> choice.equals(Choice.of(SAY)) ? bye : choice)
                        .text())
                .isEqualTo("byexxx");
    }

    @Test
    void choicesAreEqualByNameAndSettings() {
        assertThat(Choice.of(SAY))
                .isEqualTo(Choice.of(SAY, new Word("hello", 1)))
                .isNotEqualTo(Choice.of(WAVE));
        assertThat(Choice.of(SAY, new Word("x", 1))).isNotEqualTo(Choice.of(SAY));
    }

    @Test
    void aClassIsAKindByItself() {
        Kind<?, Greeting> loud = OWN.ofClass(Loud.class.getName());
        assertThat(loud.key()).isEqualTo("class");
        assertThat(loud.defaults()).isEmpty();
        assertThat(Choice.of(loud, new Loud.Volume(2)).create().text()).isEqualTo("hey!!");
        assertThatThrownBy(() -> OWN.ofClass(Undecided.class.getName()))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("class must have one public constructor");
        assertThatThrownBy(() -> OWN.ofClass("java.lang.String"))
                .hasMessageStartingWith("class must be a public class that implements " + Greeting.class.getName());
        assertThatThrownBy(() -> OWN.ofClass("com.acme.Nothing")).hasMessageStartingWith("class must be on the class");
    }

    @Test
    void aRefusalNamesTheComponentInJavaAndTheKeyInARecipe() {
        assertThatThrownBy(() -> new Word("x", 0)).hasMessage("times must be >= 1, got 0");
        SettingException nested = org.assertj.core.api.Assertions.catchThrowableOfType(
                SettingException.class,
                () -> SettingException.within("of[1]", () -> Require.positive("maxLength", -2)));
        assertThat(nested.path()).isEqualTo("of[1].max_length");
        assertThat(nested).hasMessage("of[1].max_length must be > 0 and finite, got -2.0");
    }

    @Test
    void namesAreOfSmallLettersDigitsDotsAndHyphens() {
        assertThatThrownBy(() -> Kind.plain(Greeting.class, "My Kind", About.of(""), () -> () -> ""))
                .hasMessageContaining("got \"My Kind\"");
    }
}
