package org.guanjia.platform.audit;

import java.util.List;
import org.guanjia.platform.audit.Anchors.Anchor;
import org.guanjia.platform.audit.Verification.Finding;
import org.guanjia.platform.audit.Verification.Verdict;
import org.guanjia.platform.database.Command;
import org.springframework.stereotype.Component;

/** {@code java -jar guanjia.jar verify-audit [NUMBER:HASH ...]}: exit code 0 when all fits, 1 when something does not. */
@Component
class VerifyAudit implements Command {

  private final Verification verification;

  VerifyAudit(Verification verification) {
    this.verification = verification;
  }

  @Override
  public String name() {
    return "verify-audit";
  }

  @Override
  public int run(List<String> arguments) {
    List<Anchor> known;
    try {
      known = arguments.stream().map(Anchor::parse).toList();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 64;
    }
    Verdict verdict = verification.verify(known);
    System.out.printf(
        "%d seals, %d entries checked, %d not sealed yet%nnewest seal: %s%n",
        verdict.seals(), verdict.entries(), verdict.unsealed(), verdict.newest());
    Finding finding = verdict.finding();
    if (finding == null) {
      System.out.println("Everything fits.");
      return 0;
    }
    System.out.printf("DOES NOT FIT: %s at seal %d, entry %s%n", finding.kind(), finding.seal(), finding.entry());
    return 1;
  }
}
