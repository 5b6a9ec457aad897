package org.guanjia.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.Content;
import gg.jte.models.runtime.JteModel;
import guanjia.pages.StaticTemplates;
import guanjia.pages.Templates;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.PageFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.MultiValueMap;

/** Every component is rendered with hostile text in every slot it has, found by reflection: a new one is tested unasked. */
class ComponentsTests {

  private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)> onfocus=\"alert(1)\" ${7*7} 茶山";
  private static final Templates TEMPLATES = new StaticTemplates();

  @ParameterizedTest(name = "{0}")
  @MethodSource("components")
  void escapesWhateverIsPutIntoIt(String name) throws Exception {
    for (boolean flag : new boolean[] {true, false}) {
      String html = render(name, flag);
      assertThat(html).doesNotContain("<script>alert", "<img src=x", "$unsafe");
      assertThat(html.replaceAll("=\"[^\"]*\"", "=")).doesNotContainPattern("<[a-zA-Z][^<>]*\\s(onfocus|style)");
    }
  }

  @Test
  void theHostileTextReallyArrives() throws Exception {
    assertThat(render("uiText", true)).contains("&lt;script>alert(1)").contains("value=\"&#34;&#39;>&lt;script>");
    assertThat(render("uiTimeline", true)).contains("&lt;script&gt;alert(1)");
  }

  @Test
  void tiesAFieldToItsHintAndError() {
    Page page = PageFixture.at("/");
    String html =
        TEMPLATES
            .uiText(
                page, "phone", "手机号码", "1380013800", "tel", "只用来告诉您结果", "少了一位", true, 11, "tel", null, null, null,
                null, null, false, false, false)
            .render();
    assertThat(html)
        .contains("<label class=\"label\" for=\"f-phone\">手机号码")
        .contains("id=\"f-phone\" name=\"phone\" type=\"tel\"")
        .contains("aria-describedby=\"f-phone-hint f-phone-error\" aria-invalid=\"true\"")
        .contains("<p class=\"error\" id=\"f-phone-error\">少了一位</p>")
        .contains(" required");
  }

  @Test
  void leavesOutWhatAFieldDoesNotHave() {
    String html =
        TEMPLATES
            .uiText(
                PageFixture.at("/"), "phone", "手机号码", null, "tel", null, null, false, null, null, null, null, null, null,
                null, false, false, false)
            .render();
    assertThat(html).doesNotContain("aria-describedby", "aria-invalid", "maxlength", "required", "value=", "error");
  }

  @Test
  void aFormCarriesTokenAndIdempotencyKey() {
    String html = render(TEMPLATES.uiForm(PageFixture.at("/"), "/requests", null, true, false, "request", "form", Map.of(), content()));
    assertThat(html)
        .contains("method=\"post\" action=\"/requests\" enctype=\"multipart/form-data\"")
        .contains("name=\"_csrf\" value=\"token\"")
        .containsPattern("name=\"key\" value=\"[0-9a-f-]{36}\"")
        .contains("data-draft=\"request\" data-fresh=\"true\"");
  }

  @Test
  void aFlashEscapesItsArgumentAndOffersUndo() {
    Flash flash = Flash.success("ui.pickOne", HOSTILE, "/requests/K7QM2XD4/merge/undo");
    String html = TEMPLATES.uiFlash(PageFixture.at("/", flash)).render();
    assertThat(html)
        .contains("role=\"status\"")
        .contains("action=\"/requests/K7QM2XD4/merge/undo\"")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void aHeaderSortsUpwardsThenDownwardsAndForgetsTheCursor() {
    var columns = List.of(Column.of("期限").sortedBy("due"));
    Page page = PageFixture.at("/triage");
    assertThat(TEMPLATES.uiTable(page, "诉求", columns, null, false, true, false, content()).render())
        .contains("href=\"/triage?sort=due\"")
        .doesNotContain("aria-sort");
    assertThat(TEMPLATES.uiTable(page, "诉求", columns, "due", false, true, false, content()).render())
        .contains("aria-sort=\"ascending\"")
        .contains("href=\"/triage?sort=-due\"");
    assertThat(TEMPLATES.uiTable(page, "诉求", columns, "-due", false, true, false, content()).render())
        .contains("aria-sort=\"descending\"")
        .contains("href=\"/triage?sort=due\"");
  }

  static Stream<String> components() {
    return methods().map(Method::getName).filter(name -> !name.equals("uiShowcase")).sorted();
  }

  private static Stream<Method> methods() {
    return Arrays.stream(Templates.class.getMethods()).filter(method -> method.getName().matches("ui[A-Z].*"));
  }

  private static String render(String name, boolean flag) throws Exception {
    Method method = methods().filter(one -> one.getName().equals(name)).findFirst().orElseThrow();
    Object[] arguments = Arrays.stream(method.getGenericParameterTypes()).map(type -> sample(type, flag)).toArray();
    return render((JteModel) method.invoke(TEMPLATES, arguments));
  }

  private static String render(JteModel model) {
    return model.render();
  }

  private static Content content() {
    return output -> output.writeContent("内容");
  }

  /** A value of that type, with the hostile text wherever text may stand. */
  private static Object sample(Type type, boolean flag) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Map.class) return Map.of(HOSTILE, HOSTILE);
      if (generic.getRawType() == MultiValueMap.class) return MultiValueMap.fromSingleValue(Map.of(HOSTILE, HOSTILE));
      Type element = generic.getActualTypeArguments()[0];
      return generic.getRawType() == Collection.class || generic.getRawType() == List.class
          ? List.of(sample(element, flag))
          : unknown(type);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) return HOSTILE;
    if (plain == Page.class) return PageFixture.at("/x");
    if (plain == Content.class) return content();
    if (plain == boolean.class) return flag;
    if (plain == int.class || plain == Integer.class) return 7;
    if (plain == long.class || plain == Long.class) return 7L;
    if (plain == Instant.class) return Instant.parse("2026-11-24T02:32:00Z");
    if (plain.isEnum()) return plain.getEnumConstants()[flag ? 0 : plain.getEnumConstants().length - 1];
    if (plain.isRecord()) return record(plain, flag);
    return unknown(type);
  }

  private static Object record(Class<?> type, boolean flag) {
    RecordComponent[] parts = type.getRecordComponents();
    try {
      var constructor =
          type.getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(Arrays.stream(parts).map(part -> sample(part.getGenericType(), flag)).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object unknown(Type type) {
    throw new IllegalStateException("teach this test to make a " + type);
  }
}
