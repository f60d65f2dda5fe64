package dev.kedge.model.hub;

import java.util.Arrays;
import java.util.Optional;

/**
 * The names of Python that the pickle of stored tensors needs. No other is known, and none is ever looked up or called.
 */
enum PickledName {
    ORDERED_DICT("collections", "OrderedDict"),
    TENSOR("torch._utils", "_rebuild_tensor_v2"),
    PARAMETER("torch._utils", "_rebuild_parameter"),
    DOUBLE("torch", "DoubleStorage", ElementType.F64),
    FLOAT("torch", "FloatStorage", ElementType.F32),
    HALF("torch", "HalfStorage", ElementType.F16),
    BFLOAT16("torch", "BFloat16Storage", ElementType.BF16),
    LONG("torch", "LongStorage", ElementType.I64),
    INT("torch", "IntStorage", ElementType.I32),
    SHORT("torch", "ShortStorage", ElementType.I16),
    CHAR("torch", "CharStorage", ElementType.I8),
    BYTE("torch", "ByteStorage", ElementType.U8),
    BOOL("torch", "BoolStorage", ElementType.BOOL);

    private final String module;
    private final String member;
    private final Optional<ElementType> type;

    PickledName(String module, String member) {
        this.module = module;
        this.member = member;
        this.type = Optional.empty();
    }

    PickledName(String module, String member, ElementType type) {
        this.module = module;
        this.member = member;
        this.type = Optional.of(type);
    }

    /** The element type of a storage. */
    Optional<ElementType> elementType() {
        return type;
    }

    /**
     * One of these.
     *
     * @throws IllegalArgumentException if it is any other
     */
    static PickledName of(String module, String member) {
        return Arrays.stream(values())
                .filter(name -> name.module.equals(module) && name.member.equals(member))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("names " + module + "." + member
                        + ", which is no part of stored tensors: not read, and nothing was run"));
    }
}
