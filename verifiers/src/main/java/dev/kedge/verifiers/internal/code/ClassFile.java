package dev.kedge.verifiers.internal.code;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts about a compiled class that the gate needs. Java Virtual Machine Specification, chapter 4.
 *
 * @param name its name with slashes
 * @param members every method and field that it names, its own among them
 * @param hasMain whether it has a {@code public static void main(String[])}
 */
record ClassFile(String name, List<Member> members, boolean hasMain) {

    private static final int PUBLIC_STATIC = 0x0009;

    ClassFile {
        members = List.copyOf(members);
    }

    /**
     * A method or field that a class names.
     *
     * @param owner the class it is looked for in, with slashes; {@code [} before it for an array
     * @param name its name
     * @param descriptor its type
     */
    record Member(String owner, String name, String descriptor) {}

    /**
     * Reads a class.
     *
     * @param bytes of a class file that the compiler has written
     * @return what it names
     * @throws IOException if it is cut off
     */
    static ClassFile read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipBytes(8);
        Constants constants = Constants.read(in);
        in.skipBytes(2);
        String name = constants.className(in.readUnsignedShort());
        in.skipBytes(2);
        in.skipBytes(2 * in.readUnsignedShort());
        boolean hasFieldMain = membersInclude(in, constants, "main", "([Ljava/lang/String;)V");
        boolean hasMain = membersInclude(in, constants, "main", "([Ljava/lang/String;)V") && !hasFieldMain;
        return new ClassFile(name, constants.members(), hasMain);
    }

    /** Reads the fields or the methods; whether a public static one of a name and type is among them. */
    private static boolean membersInclude(DataInputStream in, Constants constants, String name, String descriptor)
            throws IOException {
        boolean found = false;
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            int access = in.readUnsignedShort();
            String memberName = constants.text(in.readUnsignedShort());
            String memberDescriptor = constants.text(in.readUnsignedShort());
            found |= (access & PUBLIC_STATIC) == PUBLIC_STATIC
                    && memberName.equals(name)
                    && memberDescriptor.equals(descriptor);
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                in.skipBytes(2);
                in.skipBytes(in.readInt());
            }
        }
        return found;
    }

    /** The constant pool: for each entry its two indices, or its text. */
    private record Constants(int[] tags, int[] first, int[] second, String[] texts) {

        private static final int UTF8 = 1;
        private static final int FIELD = 9;
        private static final int INTERFACE_METHOD = 11;

        static Constants read(DataInputStream in) throws IOException {
            int count = in.readUnsignedShort();
            Constants constants = new Constants(new int[count], new int[count], new int[count], new String[count]);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                constants.tags[i] = tag;
                switch (tag) {
                    case UTF8 -> constants.texts[i] = in.readUTF();
                    case 3, 4 -> in.skipBytes(4);
                    case 5, 6 -> {
                        in.skipBytes(8);
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> constants.first[i] = in.readUnsignedShort();
                    case 15 -> in.skipBytes(3);
                    default -> {
                        constants.first[i] = in.readUnsignedShort();
                        constants.second[i] = in.readUnsignedShort();
                    }
                }
            }
            return constants;
        }

        String text(int index) {
            return texts[index];
        }

        String className(int index) {
            return texts[first[index]];
        }

        List<Member> members() {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < tags.length; i++) {
                if (tags[i] >= FIELD && tags[i] <= INTERFACE_METHOD) {
                    int nameAndType = second[i];
                    members.add(new Member(className(first[i]), texts[first[nameAndType]], texts[second[nameAndType]]));
                }
            }
            return members;
        }
    }
}
