package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.Redirects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does what a form of benefits asks: once for each key; what is refused comes back in its form, what others changed meanwhile stands beside it. */
@Component
class BenefitsDeeds {

  private final Idempotency idempotency;

  BenefitsDeeds(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  /**
   * @param said message key of what was done
   * @param work tells where to go then
   * @param beside of a version that others changed: what stands and what was typed
   * @param again the form once more
   */
  ResponseEntity<?> make(
      Page page, HttpServletResponse response, BenefitsSent sent, String said, Supplier<String> work, Function<Version, List<Difference>> beside, Function<BenefitsForm, JteModel> again) {
    try {
      String to = idempotency.once(sent.text("key"), () -> {
        sent.refuse();
        return work.get();
      });
      Flash.success(said).on(response);
      return Redirects.seeOther(to);
    } catch (InvalidInput refused) {
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, again.apply(BenefitsForm.refused(sent.typed(), refused, page)));
    } catch (StaleVersion stale) {
      return answer(HttpStatus.CONFLICT, again.apply(BenefitsForm.stale(sent.typed(), beside.apply(stale.current()))));
    } catch (IllegalVersionMove illegal) {
      var refused = new InvalidInput("version", "benefits.error.move", page.t("benefits.state." + illegal.state()));
      return answer(HttpStatus.CONFLICT, again.apply(BenefitsForm.refused(sent.typed(), refused, page)));
    } catch (NotReady not) {
      var refused = new InvalidInput("version", "benefits.error.notReady", not.problems().size(), not.failing().size());
      return answer(HttpStatus.UNPROCESSABLE_CONTENT, again.apply(BenefitsForm.refused(sent.typed(), refused, page)));
    }
  }

  ResponseEntity<?> make(Page page, HttpServletResponse response, BenefitsSent sent, String said, Supplier<String> work, Function<BenefitsForm, JteModel> again) {
    return make(page, response, sent, said, work, any -> List.of(), again);
  }

  static ResponseEntity<JteModel> answer(HttpStatus status, JteModel model) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_HTML).body(model);
  }
}
