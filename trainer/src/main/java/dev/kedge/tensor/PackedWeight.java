package dev.kedge.tensor;

import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A copy of a weight matrix in the order in which oneDNN reads it, for many products {@code x Wᵀ} of few rows while the
 * weight does not change.
 *
 * <p>Such a product is bound by reading the weight, and oneDNN rearranges an ordinary one each time. With the copy,
 * products of up to some 64 rows take a third to three quarters of the time; from some hundred rows on it is the same
 * (docs/performance.md). No gradient.
 */
public final class PackedWeight implements AutoCloseable {

    /** Smaller matrices are multiplied faster than the packed product is called. */
    private static final long WORTH_PACKING = 1L << 18;

    private final Operators operators;
    private final Tensor packed;

    private PackedWeight(Operators operators, Tensor packed) {
        this.operators = operators;
        this.packed = packed;
    }

    /**
     * Whether a copy is worth its memory.
     *
     * @param weight {@code [out, in]}
     * @return true if the matrix is large enough and libtorch can pack its type on this processor: bfloat16 takes
     *     AVX-512
     */
    public static boolean pays(Tensor weight) {
        return weight.is_cpu()
                && weight.numel() >= WORTH_PACKING
                && Operators.FOUND
                        .filter(found -> found.bfloat16() || !ComputeType.BFLOAT16.isTypeOf(weight))
                        .isPresent();
    }

    /**
     * Packs a weight.
     *
     * @param weight {@code [out, in]}, float32 or bfloat16
     * @return the copy; the caller closes it
     */
    public static PackedWeight of(Tensor weight) {
        try (NoGradient noGradient = NoGradient.open();
                Scope scope = Scope.open()) {
            Operators operators = Operators.FOUND.orElseThrow();
            return new PackedWeight(operators, scope.own(operators.packed(weight.detach())));
        }
    }

    /**
     * Multiplies.
     *
     * @param x {@code [.., in]}, of the weight's type
     * @return {@code x Wᵀ}, {@code [.., out]}
     */
    public Tensor apply(Tensor x) {
        return operators.product(x, packed);
    }

    @Override
    public void close() {
        Scope.release(packed);
    }

    /**
     * The two operators, which libtorch has no function for, and the arguments that never change. Found once; they live
     * as long as the process, whatever scope was open then.
     */
    private record Operators(
            OperatorHandle pack,
            OperatorHandle multiply,
            IValue none,
            IValue noFunction,
            IValue noScalars,
            IValue noAlgorithm,
            boolean bfloat16) {

        private static final String LIST_OF_NO_SCALARS = """
                def empty():
                    scalars : List[Optional[number]] = []
                    return scalars
                """;

        static final Optional<Operators> FOUND = find();

        private static Optional<Operators> find() {
            Torch.load();
            try {
                CompilationUnit script = torch.compile(LIST_OF_NO_SCALARS);
                OperatorHandle pack = kept(operator("mkldnn::_reorder_linear_weight"));
                IValue none = kept(new IValue());
                return Optional.of(new Operators(
                        pack,
                        kept(operator("mkldnn::_linear_pointwise")),
                        none,
                        kept(new IValue("none")),
                        kept(script.find_function(new QualifiedName("empty")).apply(new IValueVector())),
                        kept(new IValue("")),
                        packsBfloat16(pack, none)));
            } catch (RuntimeException notInThisBuild) {
                return Optional.empty();
            }
        }

        /** libtorch says so only by refusing: a small matrix is tried. */
        private static boolean packsBfloat16(OperatorHandle pack, IValue none) {
            try (NoGradient noGradient = NoGradient.open();
                    Scope scope = Scope.open()) {
                Tensor small = torch.zeros(new long[] {16, 16}, new TensorOptions(ScalarType.BFloat16));
                pack.callBoxed(new IValueVector(new IValue(small), none));
                return true;
            } catch (RuntimeException notOnThisProcessor) {
                return false;
            }
        }

        private static OperatorHandle operator(String name) {
            return Dispatcher.singleton().findSchemaOrThrow(name, "");
        }

        private static <P extends Pointer> P kept(P pointer) {
            return pointer.retainReference();
        }

        Tensor packed(Tensor weight) {
            IValueVector stack = new IValueVector(new IValue(weight), none);
            pack.callBoxed(stack);
            return stack.get(0).toTensor();
        }

        Tensor product(Tensor x, Tensor packed) {
            IValueVector stack =
                    new IValueVector(new IValue(x), new IValue(packed), none, noFunction, noScalars, noAlgorithm);
            multiply.callBoxed(stack);
            return stack.get(0).toTensor();
        }
    }
}
