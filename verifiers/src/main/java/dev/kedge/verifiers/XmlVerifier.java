package dev.kedge.verifiers;

import dev.kedge.api.Prompt;
import dev.kedge.api.Verdict;
import dev.kedge.api.Verifier;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A verifier of well-formed XML, whatever it says. It is read from the last fenced block, or from all that follows the
 * reasoning.
 *
 * <p>A document type is refused, and with it entities of its own and everything that could be fetched; elements may be
 * nested {@value #MAX_DEPTH} deep.
 */
public final class XmlVerifier implements Verifier {

    private static final int MAX_DEPTH = 200;
    private static final Set<String> LANGUAGES = Set.of("xml");

    private final Config config;

    public XmlVerifier(Config config) {
        this.config = config;
    }

    /**
     * The document that is asked for.
     *
     * @param root the name of its outermost element; absent: any
     */
    public record Config(Optional<String> root) {

        public static final Config DEFAULT = new Config(Optional.empty());
    }

    private static final class Shape extends DefaultHandler {
        private String root = "";
        private int depth;

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
            if (depth == 0) {
                root = name;
            }
            if (++depth > MAX_DEPTH) {
                throw new SAXException("elements deeper than " + MAX_DEPTH);
            }
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            depth--;
        }

        @Override
        public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
            throw new SAXException("external entities are refused");
        }
    }

    private static SAXParser parser() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newSAXParser();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the JDK's XML parser cannot be made safe", e);
        }
    }

    @Override
    public Verdict verify(Prompt prompt, String completion) {
        String text = FinalText.block(completion, LANGUAGES).strip();
        if (text.isEmpty()) {
            return Verdict.unparsable("the answer is empty");
        }
        Shape shape = new Shape();
        try {
            parser().parse(new InputSource(new StringReader(text)), shape);
        } catch (SAXException | IOException malformed) {
            return Verdict.wrong(text, String.valueOf(malformed.getMessage()));
        }
        return config.root().filter(root -> !root.equals(shape.root)).isPresent()
                ? Verdict.wrong(text, "the outermost element is " + shape.root)
                : Verdict.correct(text);
    }
}
