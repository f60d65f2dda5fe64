#!/bin/sh
# A fact about libtorch 2.10.0 on the processor, shown without Kedge; fails if it no longer holds.
#
# Tensor.norm() of a contiguous float32 tensor adds the squares of its elements one by one in a few float32 accumulators.
# When an accumulator has grown large, what is added is rounded away: the norm of 67 million normally distributed elements
# comes out half a per cent too small. pow(2).sum() of the same elements, which adds pairwise, and the norm in float64 are right.
# Input: 2^17, 2^20 and 2^26 elements of a standard normal distribution, seed 0, one thread.
# Seen with 2.10.0 (the pip package 2.10.0 gives the same): relative error of norm() -6e-7, -1e-5, -5e-3; of sqrt(pow(2).sum()) at most 1e-7.
#
# Needs a JDK (17 or newer), Maven and 0.5 GB on the disk; fetches org.bytedeco:pytorch:2.10.0-1.5.13 from Maven's repository.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.bytedeco</groupId><artifactId>pytorch</artifactId><version>2.10.0-1.5.13</version></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>pytorch</artifactId><version>2.10.0-1.5.13</version><classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>javacpp</artifactId><version>1.5.13</version><classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>openblas</artifactId><version>0.3.31-1.5.13</version><classifier>linux-x86_64</classifier></dependency>
  </dependencies>
</project>
POM
cat > "$work/Norm.java" <<'JAVA'
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

public class Norm {
    public static void main(String[] arguments) {
        torch.set_num_threads(1);
        double smallest = 0;
        double sums = 0;
        for (int exponent : new int[] {17, 20, 26}) {
            torch.manual_seed(0);
            Tensor x = torch.randn(1L << exponent);
            double right = x.to(torch.ScalarType.Double).norm().item_double();
            double norm = x.norm().item_double() / right - 1;
            double sum = Math.sqrt(x.pow(new Scalar(2)).sum().item_double()) / right - 1;
            System.out.printf("2^%d elements: norm() off by %.1e, sqrt(pow(2).sum()) by %.1e%n", exponent, norm, sum);
            smallest = norm;
            sums = Math.max(sums, Math.abs(sum));
        }
        if (!(smallest < -1e-3) || !(sums < 1e-6)) {
            System.out.println("CHANGED: expected the norm of 2^26 elements to be more than 1e-3 too small, and the sums to 1e-6");
            System.exit(1);
        }
        System.out.println("as found with libtorch 2.10.0");
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/jars" >&2
java -Dorg.bytedeco.javacpp.cachedir="$work/cache" -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -cp "$work/jars/*" "$work/Norm.java"
