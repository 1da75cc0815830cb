from docs.make import settings


def test_every_key_of_the_settings_file_is_on_its_page():
    assert settings.PAGE.read_text(encoding="utf-8") == settings.page()
