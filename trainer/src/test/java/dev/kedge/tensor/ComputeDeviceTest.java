package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ComputeDeviceTest {

    @Test
    void autoTakesWhatThereIs() {
        Torch.load();
        ComputeDevice best = torch.cuda_is_available() ? ComputeDevice.CUDA : ComputeDevice.CPU;
        assertThat(ComputeDevice.AUTO.available()).isEqualTo(best);
        try (Compute.Span span = new Compute(ComputeDevice.AUTO, 1).open()) {
            assertThat(ComputeDevice.current()).isEqualTo(best);
        }
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithTheReason() {
        Torch.load();
        if (torch.cuda_is_available()) {
            assertThat(ComputeDevice.CUDA.available()).isEqualTo(ComputeDevice.CUDA);
        } else {
            Compute missing = new Compute(ComputeDevice.CUDA, 1);
            assertThatThrownBy(missing::open).hasMessageStartingWith("device must be cpu or auto, got cuda: ");
        }
        assertThatThrownBy(new Compute(ComputeDevice.MPS, 1)::open)
                .hasMessageContaining("got mps: Metal has no 64-bit");
        assertThat(ComputeDevice.CPU.fault()).isEmpty();
        assertThat(ComputeDevice.current()).isEqualTo(ComputeDevice.CPU);
    }
}
