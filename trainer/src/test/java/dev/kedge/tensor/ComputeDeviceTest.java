package dev.kedge.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputeDeviceTest {

    @AfterEach
    void back() {
        ComputeDevice.CPU.use();
    }

    @Test
    void autoTakesWhatThereIs() {
        Torch.load();
        ComputeDevice best = torch.cuda_is_available() ? ComputeDevice.CUDA : ComputeDevice.CPU;
        assertThat(ComputeDevice.AUTO.use()).isEqualTo(best);
        assertThat(ComputeDevice.current()).isEqualTo(best);
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithTheReason() {
        Torch.load();
        if (torch.cuda_is_available()) {
            assertThat(ComputeDevice.CUDA.use()).isEqualTo(ComputeDevice.CUDA);
        } else {
            assertThatThrownBy(ComputeDevice.CUDA::use)
                    .hasMessageStartingWith("device must be cpu or auto, got cuda: ");
        }
        assertThatThrownBy(ComputeDevice.MPS::use).hasMessageContaining("got mps: Metal has no 64-bit");
        assertThat(ComputeDevice.CPU.fault()).isEmpty();
    }
}
