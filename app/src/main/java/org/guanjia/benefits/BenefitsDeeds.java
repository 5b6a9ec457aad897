package org.guanjia.benefits;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does what a form of benefits asks: once for each key; what is refused comes back in its form, what others changed meanwhile stands beside it. */
@Component
class BenefitsDeeds {

  private final FormDeeds deeds;

  BenefitsDeeds(FormDeeds deeds) {
    this.deeds = deeds;
  }

  /**
   * @param said message key of what was done
   * @param work tells where to go then
   * @param beside of a version that others changed: what stands and what was typed
   * @param again the form once more
   */
  ResponseEntity<?> make(
      Page page, HttpServletResponse response, BenefitsSent sent, String said, Supplier<String> work, Function<Version, List<Difference>> beside, Function<TypedForm, JteModel> again) {
    try {
      return deeds.make(page, response, sent, said, work, again);
    } catch (StaleVersion stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("benefits.stale"), beside.apply(stale.current()))));
    } catch (IllegalVersionMove illegal) {
      var refused = new InvalidInput("version", "benefits.error.move", page.t("benefits.state." + illegal.state()));
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.refused(sent.typed(), refused, page)));
    } catch (NotReady not) {
      var refused = new InvalidInput("version", "benefits.error.notReady", not.problems().size(), not.failing().size());
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, again.apply(TypedForm.refused(sent.typed(), refused, page)));
    }
  }

  ResponseEntity<?> make(Page page, HttpServletResponse response, BenefitsSent sent, String said, Supplier<String> work, Function<TypedForm, JteModel> again) {
    return make(page, response, sent, said, work, any -> List.of(), again);
  }
}
