"""What a program does with a provider's client: the same few questions, printed as one JSON object.

Law: run by the Python that has the clients, as `sdks.py CLIENT BASE_URL`; nothing of Headroom is known here.
"""

# ruff: noqa: PLC0415 - only the client that is asked for is imported

import json
import sys

LOG = "\n".join(
    f"2026-03-01T10:00:{n % 60:02d}Z INFO svc=api req={n * 7919:08x} status=200 ms={n % 90}" for n in range(300)
)
ASKED = "Which request was slow?"


def openai_chat(base):
    import openai

    return _chat(openai.OpenAI(api_key="sk-fake", base_url=f"{base}/v1"))


def azure(base):
    import openai

    return _chat(openai.AzureOpenAI(api_key="fake", azure_endpoint=base, api_version="2026-01-01"))


def _chat(client):
    call = {"id": "c1", "type": "function", "function": {"name": "bash", "arguments": '{"command": "tail log"}'}}
    messages = [
        {"role": "user", "content": ASKED},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": LOG},
    ]
    tools = [{"type": "function", "function": {"name": "bash", "parameters": {"type": "object", "properties": {}}}}]
    asked = {"model": "gpt-5.2", "messages": messages, "tools": tools}
    whole = client.chat.completions.create(**asked)
    events = client.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True})
    chunks = list(events)
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    return whole.choices[0].message.content, text, whole.usage.prompt_tokens, chunks[-1].usage.prompt_tokens


def openai_responses(base):
    import openai

    client = openai.OpenAI(api_key="sk-fake", base_url=f"{base}/v1")
    items = [
        {"role": "user", "content": ASKED},
        {"type": "function_call", "call_id": "c1", "name": "bash", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c1", "output": LOG},
    ]
    tools = [{"type": "function", "name": "bash", "parameters": {"type": "object", "properties": {}}, "strict": False}]
    asked = {"model": "gpt-5.2", "input": items, "tools": tools}
    whole = client.responses.create(**asked)
    with client.responses.stream(**asked) as stream:
        text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        end = stream.get_final_response()
    return whole.output_text, text, whole.usage.input_tokens, end.usage.input_tokens


def anthropic_messages(base):
    import anthropic

    client = anthropic.Anthropic(api_key="sk-ant-fake", base_url=base)
    messages = [
        {"role": "user", "content": ASKED},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "t1", "name": "bash", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t1", "content": LOG}]},
    ]
    tools = [{"name": "bash", "input_schema": {"type": "object", "properties": {}}}]
    asked = {"model": "claude-sonnet-4-6", "max_tokens": 100, "messages": messages, "tools": tools}
    whole = client.messages.create(**asked)
    with client.messages.stream(**asked) as stream:
        text = "".join(stream.text_stream)
        end = stream.get_final_message()
    return whole.content[0].text, text, whole.usage.input_tokens, end.usage.input_tokens


def google_genai(base):
    from google import genai
    from google.genai import types

    client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=base))
    response = {"name": "bash", "response": {"output": LOG}}
    contents = [
        types.Content(role="user", parts=[types.Part(text=ASKED)]),
        types.Content(role="model", parts=[types.Part(function_call=types.FunctionCall(name="bash", args={}))]),
        types.Content(role="user", parts=[types.Part(function_response=types.FunctionResponse(**response))]),
    ]
    bash = types.FunctionDeclaration(name="bash", description="Runs a command.")
    asked = {
        "model": "gemini-2.5-pro",
        "contents": contents,
        "config": types.GenerateContentConfig(tools=[types.Tool(function_declarations=[bash])]),
    }
    whole = client.models.generate_content(**asked)
    chunks = list(client.models.generate_content_stream(**asked))
    text = "".join(chunk.text or "" for chunk in chunks)
    return whole.text, text, whole.usage_metadata.prompt_token_count, chunks[-1].usage_metadata.prompt_token_count


def litellm_openai(base):
    return _litellm(model="openai/gpt-5.2", api_base=f"{base}/v1")


def litellm_anthropic(base):
    return _litellm(model="anthropic/claude-sonnet-4-6", api_base=base)


def _litellm(**where):
    import litellm

    call = {"id": "c1", "type": "function", "function": {"name": "bash", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": ASKED},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": LOG},
    ]
    tools = [{"type": "function", "function": {"name": "bash", "parameters": {"type": "object", "properties": {}}}}]
    asked = {"api_key": "sk-fake", "messages": messages, "tools": tools, **where}
    whole = litellm.completion(**asked)
    chunks = list(litellm.completion(**asked, stream=True, stream_options={"include_usage": True}))
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    end = next(chunk.usage for chunk in reversed(chunks) if getattr(chunk, "usage", None))
    return whole.choices[0].message.content, text, whole.usage.prompt_tokens, end.prompt_tokens


CLIENTS = (
    openai_chat, azure, openai_responses, anthropic_messages, google_genai, litellm_openai, litellm_anthropic
)  # fmt: skip


if __name__ == "__main__":
    named = {client.__name__: client for client in CLIENTS}
    keys = ("whole", "streamed", "tokens", "streamed_tokens")
    print(json.dumps(dict(zip(keys, named[sys.argv[1]](sys.argv[2]), strict=True))))
