import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the orders of recipes/smollm2-orders.yaml: sentences in which a customer orders goods, with the four values that
 * stand in them. {@code train.jsonl} and {@code test.jsonl} share no sentence, no goods and no name; {@code harder.jsonl}
 * has those of the test, in letters of several lines with other numbers in them, in other currencies, and with values
 * left out.
 *
 * <p>The files that are committed are what it writes, byte for byte; it needs Jackson on the class path.
 */
public final class Orders {

    /** What one of the files is made of. */
    private record Stock(List<String> sentences, List<String> names, List<String> goods) {}

    private static final Stock TRAIN = new Stock(
            List.of(
                    "{c} would like {q} {i} at {m} each.",
                    "Please send {q} {i} to {c}. The price is {m} apiece.",
                    "Order for {c}: {q} {i}, {m} each.",
                    "{c} here. I need {q} {i}, you quoted me {m} a piece.",
                    "We agreed on {m} per piece, so put down {q} {i} for {c}.",
                    "{q} {i} at {m} each, please. Regards, {c}",
                    "Could you reserve {q} {i} for {c}? They cost {m} each.",
                    "Customer {c} takes {q} {i} for {m} a piece.",
                    "At {m} apiece, {c} will buy {q} {i}.",
                    "Hello, my name is {c} and I want {q} {i}. Your list says {m} each.",
                    "{c} rang this morning and asked for {q} {i} at {m} each.",
                    "Ship {q} {i} ({m} each) to {c}.",
                    "New order. Buyer: {c}. Goods: {q} {i}. Unit price: {m}.",
                    "For {m} each we sold {q} {i} to {c}.",
                    "Dear shop, {q} {i} please, {m} for one. Yours, {c}",
                    "{c} wants to know if {q} {i} at {m} each can come by Friday.",
                    "Note: {q} {i} are for {c}, who pays {m} each.",
                    "Urgent: {c} needs {q} {i} for {m} apiece.",
                    "Request from {c}: {q} {i}, {m} per unit.",
                    "Reminder: we owe {c} {q} {i}, invoiced at {m} each.",
                    "To the warehouse: pack {q} {i} for {c}, {m} each.",
                    "Hi, can I have {q} {i}? I saw them for {m} each. {c}",
                    "{q} of your {i}, please, {m} for each. My name is {c}.",
                    "Invoice {c} for {q} {i}; a single one costs {m}.",
                    "Yesterday {c} bought {q} {i} and paid {m} for each.",
                    "In total {q} {i} were ordered by {c}, {m} per unit.",
                    "The buyer is {c}, the goods are {i}, {q} of them, at {m} each.",
                    "Mr. Hall says that {c} gets {q} {i} for {m} each.",
                    "Would you write down that {c} takes {i} ({q}) at {m} apiece?",
                    "Since the price fell to {m} each, {c} asks for {q} {i}.",
                    "Stock list, {q} {i}, unit price {m}, customer {c}.",
                    "This is {c}. Please hold {q} {i} for me at {m} each."),
            List.of(
                    "Alice Brown", "Peter Lang", "Maria Rossi", "John Carter", "Sofia Novak", "David Kim",
                    "Emma Fischer", "Lucas Martin", "Nina Petrova", "Omar Haddad", "Grace Lee", "Paul Weber",
                    "Clara Jensen", "Hugo Costa", "Ivy Chen", "Mark Olsen", "Laura Bianchi", "Tom Baker", "Eva Horvat",
                    "Samir Khan", "Ingrid Larsen", "Carlos Mendoza", "Fatima Zahra", "Oliver Grant", "Hannah Schmidt",
                    "Kenji Yamada", "Beatrice Dubois", "Ivan Kovalenko", "Amara Okafor", "Daniel Murphy",
                    "Zofia Kaminska", "Rahul Mehta", "Chloe Bernard", "Mateo Vargas", "Elena Ionescu",
                    "George Papadakis", "Mina Park", "Arthur Collins", "Layla Rahman", "Viktor Nemeth",
                    "Susan Whitfield", "Diego Fuentes", "Anneke Visser", "Joseph Mbeki", "Teresa Pinto",
                    "Walter Kruger", "Jasmine Reid", "Pavel Dvorak", "Sara Lindqvist", "Ahmed Nasser", "Bruno Ferrari",
                    "Kathleen Byrne", "Noah Jacobs", "Mei Wong", "Florian Huber", "Renata Silva", "Edward Palmer",
                    "Aisha Bello", "Milan Jovanovic", "Charlotte Evans", "Takeshi Mori", "Ruth Goldstein",
                    "Andre Lefebvre", "Monica Castillo", "Sven Eriksson", "Deborah Quinn", "Hassan Aziz",
                    "Julia Wagner", "Patrick Doyle", "Olga Smirnova", "Nathan Brooks", "Camille Roche", "Emeka Adeyemi",
                    "Birgit Hansen", "Rodrigo Alves", "Linda Foster", "Yusuf Demir", "Angela Moretti", "Trevor Holt",
                    "Natalia Sokol"),
            List.of(
                    "red chairs", "oak tables", "desk lamps", "wool blankets", "steel bolts", "paper bags",
                    "glass jars", "garden hoses", "wall clocks", "cotton shirts", "rubber boots", "tea cups",
                    "wooden spoons", "blue pens", "copper pipes", "door handles", "paint brushes", "coffee filters",
                    "bicycle pumps", "leather belts", "candles", "notebooks", "hammers", "umbrellas", "soup bowls",
                    "bath towels", "linen curtains", "office chairs", "printer cartridges", "tennis balls",
                    "fishing rods", "cardboard boxes", "black markers", "cutting boards", "camping tents",
                    "sleeping bags", "measuring tapes", "safety helmets", "work trousers", "face masks",
                    "bread baskets", "salt shakers", "pepper mills", "beer mugs", "baking trays", "frying pans",
                    "alarm clocks", "table cloths", "bed sheets", "shoe laces", "hair dryers", "bar stools",
                    "book shelves", "filing cabinets", "chess sets", "jigsaw puzzles", "guitar strings", "violin bows",
                    "drum sticks", "music stands", "golf clubs", "running shoes", "swimming goggles", "yoga mats",
                    "climbing ropes", "hiking poles", "seed trays", "watering cans", "wheelbarrows", "shovels", "rakes",
                    "axes", "pliers", "wrenches", "drill bits", "sanding discs", "light bulbs", "power cables",
                    "phone chargers", "batteries", "keyboards", "headphones", "microphones", "cameras", "binoculars",
                    "telescopes", "compasses", "postcards", "envelopes", "staplers", "rulers", "erasers", "crayons",
                    "backpacks", "suitcases", "wallets", "sunglasses", "necklaces", "bracelets", "sweaters", "jackets",
                    "socks", "aprons", "carpets", "vases", "kettles", "toasters", "blenders", "thermometers",
                    "scissors"));

    private static final Stock TEST = new Stock(
            List.of(
                    "Good morning, {c} speaking: I am after {q} {i}, and {m} each is fine with me.",
                    "Kindly book {q} {i} under the name of {c}; one of them comes to {m}.",
                    "{c} picked {i}, {q} of them, and pays {m} for each.",
                    "Our client {c} has decided to purchase {q} {i} with a price tag of {m} apiece.",
                    "The offer of {m} a piece convinced {c}, who now orders {q} {i}.",
                    "Can {c} still get {q} {i}? The catalogue shows {m} each.",
                    "Put me down for {q} of the {i} at {m} per item. Thanks, {c}",
                    "Memo: {q} {i} go to {c}, charged at {m} each."),
            List.of(
                    "Victor Hale", "Agnes Moreau", "Dmitri Sokolov", "Priya Nair", "Felix Brandt", "Rosa Delgado",
                    "Henrik Lund", "Yuki Tanaka", "Bridget O'Neil", "Marcus Webb", "Leila Farouk", "Stefan Popescu"),
            List.of(
                    "green sofas", "kitchen knives", "silk scarves", "iron nails", "plastic buckets", "wine glasses",
                    "rain coats", "picture frames", "water bottles", "brass screws", "mirrors", "pillows", "ladders",
                    "flower pots", "toy trains", "winter gloves"));

    private static final List<String> LETTERS = List.of(
            "To: Order desk, room 14\nFrom: {c}\n\nPlease deliver {q} {i}.\nWe pay {m} each, within 30 days.",
            "Dear Sir or Madam,\n\nas discussed on 3 May we would like to have {q} {i}.\nPrice: {m} apiece.\n\nSincerely,\n{c}\n12 Mill Lane",
            "Order no. 4711\nCustomer: {c}\nArticle: {i}\nNumber of pieces: {q}\nPrice of one: {m}",
            "Hi,\n\nlast year we took 60. This time {q} {i} will do, at {m} each.\n\nBest,\n{c}");

    private static final List<String> WITHOUT_PRICE = List.of(
            "{c} asks for {q} {i} and did not say anything about the price.", "Put {q} {i} aside for {c}, the price is still open.");

    private static final List<String> WITHOUT_QUANTITY = List.of(
            "{c} wants {i} at {m} each but has not told us how many.", "Some {i} for {c} at {m} each, the number will follow.");

    private static final List<String> CURRENCIES = List.of("€%s", "£%s", "%s euros", "CHF %s", "%s yen", "%s kr");

    private static final String EXAMPLE =
            "{\"customer\": \"Ann Smith\", \"item\": \"paper clips\", \"quantity\": 3, \"price\": 1.25}";

    private final Random random;

    private Orders(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Writes the three files.
     *
     * @param arguments the folder
     * @throws IOException if it cannot be written to
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        write(folder.resolve("train.jsonl"), new Orders(1).plain(TRAIN, 320));
        write(folder.resolve("test.jsonl"), new Orders(2).plain(TEST, 96));
        write(folder.resolve("harder.jsonl"), new Orders(3).harder(60));
    }

    private List<Map<String, Object>> plain(Stock stock, int rows) {
        List<Map<String, Object>> orders = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            orders.add(order(stock.sentences().get(row % stock.sentences().size()), stock, "$%s"));
        }
        Collections.shuffle(orders, random);
        return orders;
    }

    private List<Map<String, Object>> harder(int rows) {
        List<Map<String, Object>> orders = new ArrayList<>();
        for (int row = 0; row < rows / 3; row++) {
            orders.add(labelled("several lines", order(LETTERS.get(row % LETTERS.size()), TEST, "$%s")));
            orders.add(labelled("currency", order(pick(TEST.sentences()), TEST, CURRENCIES.get(row % CURRENCIES.size()))));
            List<String> without = row % 2 == 0 ? WITHOUT_PRICE : WITHOUT_QUANTITY;
            Map<String, Object> incomplete = order(without.get(row / 2 % without.size()), TEST, "$%s");
            incomplete.put(row % 2 == 0 ? "price" : "quantity", "");
            orders.add(labelled("field missing", incomplete));
        }
        return orders;
    }

    private static Map<String, Object> labelled(String kind, Map<String, Object> order) {
        order.put("kind", kind);
        return order;
    }

    private Map<String, Object> order(String sentence, Stock stock, String money) {
        String customer = pick(stock.names());
        String item = pick(stock.goods());
        int quantity = 2 + random.nextInt(98);
        BigDecimal price = price();
        String text = sentence.replace("{c}", customer)
                .replace("{q}", Integer.toString(quantity))
                .replace("{i}", item)
                .replace("{m}", money.formatted(price));
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("messages", asked(text));
        order.put("customer", customer);
        order.put("item", item);
        order.put("quantity", Integer.toString(quantity));
        order.put("price", price.toPlainString());
        return order;
    }

    /** The order after one that shows the form: a model that has never seen the task writes it now and then. */
    private static List<Map<String, String>> asked(String order) {
        return List.of(
                message("system", "Write each order as JSON."),
                message("user", "Ann Smith wants 3 paper clips for $1.25 each."),
                message("assistant", EXAMPLE),
                message("user", order));
    }

    private static Map<String, String> message(String role, String content) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }

    /** Half of them whole, the others with cents: 7, 12.50, 3.99. */
    private BigDecimal price() {
        BigDecimal whole = BigDecimal.valueOf(1 + random.nextInt(60));
        int cents = List.of(0, 0, 0, 25, 50, 75, 99, 1 + random.nextInt(98)).get(random.nextInt(8));
        return cents == 0 ? whole : whole.add(BigDecimal.valueOf(cents, 2));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void write(Path file, List<Map<String, Object>> rows) throws IOException {
        JsonMapper json = new JsonMapper();
        Files.writeString(file, rows.stream().map(json::writeValueAsString).collect(Collectors.joining("\n", "", "\n")));
    }
}
