package dev.diskwright.ui.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFieldModelTest {
    private final List<String> committed = new ArrayList<>();
    private final TextFieldModel field =
            new TextFieldModel(
                    "size",
                    text -> {
                        if (text.equals("bad")) {
                            throw new IllegalArgumentException("not a size");
                        }
                        return "= " + text;
                    },
                    committed::add);

    @Test
    void draftEchoesWhileItIsTypedAndCommitsOnce() {
        field.show("1", "one", "");
        assertEquals("one", field.echoProperty().get());

        field.draftProperty().set("2");
        assertEquals("= 2", field.echoProperty().get());
        field.commit();
        assertEquals(List.of("2"), committed);
    }

    @Test
    void refusedDraftIsNotCommittedAndSaysWhy() {
        field.show("1");
        field.draftProperty().set("bad");
        field.commit();

        assertEquals(List.of(), committed);
        assertEquals("not a size", field.errorProperty().get());

        field.revert();
        assertEquals("1", field.draftProperty().get());
        assertEquals("", field.errorProperty().get());
    }

    @Test
    void unchangedDraftIsNoEdit() {
        field.show("1");
        field.commit();

        assertEquals(List.of(), committed);
    }

    @Test
    void draftSurvivesAnotherPlanButNotAnotherValue() {
        field.show("1", "a", "");
        field.draftProperty().set("12");
        field.show("1", "b", "");
        assertEquals("12", field.draftProperty().get());

        field.show("3", "c", "");
        assertEquals("3", field.draftProperty().get());
    }
}
